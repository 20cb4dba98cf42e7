import type { session as enSession } from './en-session.ts'
import type { Words } from './words.ts'

export const session: Words<typeof enSession> = {
  pageTitle: '登录 · Waybill',
  signedOut: '您尚未登录',
  refused: '此链接已失效',
  how: {
    link: '请打开 Waybill 启动时输出的链接。每个链接只能使用一次。登录后，此页面会自动恢复。',
    proxy:
      'Waybill 前面的代理需要告知您的身份，但它没有告知，或其地址不受 Waybill 信任（WAYBILL_TRUSTED_PROXIES）。恢复后，此页面会自动继续。',
    none: '请刷新页面。如仍无法访问，请联系此 Waybill 的管理者。',
  },
  newLink: '在服务器上执行以下命令，可输出新链接：',
  byLink: '已通过启动链接登录。',
  as: (name) => `已登录：${name}。`,
  end: '退出登录',
  notEnded: '退出登录失败，请重试。',
  sees: {
    part: '您看到的是所在组可查看的任务。',
    nothing: '您所在的组没有可查看的任务。',
  },
  nothing: {
    title: '您所在的组没有可查看的内容',
    help: '此 Waybill 只向各组显示其可查看的任务，而您所在的组均无可查看的任务。请联系此 Waybill 的管理者。',
  },
  noneYet: {
    title: '您所在的组还没有任务',
    help: '您看到的是所在组可查看的任务，目前没有。新的任务会自动出现在这里。',
  },
  adminsOnly: '连接的调用、凭证和统计数据仅限此 Waybill 的管理员查看。',
}
