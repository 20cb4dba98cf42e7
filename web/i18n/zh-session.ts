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
    oidc: '您已退出登录，或会话已结束。登录后将回到此页面。',
    none: '请刷新页面。如仍无法访问，请联系此 Waybill 的管理者。',
  },
  newLink: '在服务器上执行以下命令，可输出新链接：',
  byLink: '已通过启动链接登录。',
  as: (name) => `已登录：${name}。`,
  signIn: '登录',
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
  sessions: '已登录的浏览器',
  showSessions: '已登录的浏览器…',
  sessionsFailed: '无法加载已登录的浏览器。',
  who: '用户',
  browser: '浏览器',
  started: '登录时间',
  lastSeen: '最近活动',
  thisOne: '当前浏览器',
  unknownBrowser: '未知',
  endSession: (browser, name) => `结束 ${name} 的 ${browser}`,
  endIt: '结束',
  browserOn: (browser, system) => `${system} 上的 ${browser}`,
  adminsOnly: '连接的调用、凭证和统计数据仅限此 Waybill 的管理员查看。',
}
