import type { sync as enSync } from './en-sync.ts'
import { han } from './han.ts'
import type { Words } from './words.ts'

export const sync: Words<typeof enSync> = {
  quota: {
    of: (used, most) => `每秒 ${most} 次调用，已用 ${used} 次`,
    unknown: '每秒调用次数：未知',
    both: (used, sharing) => `${used}。${sharing}`,
    shared: '此账号的配额由其他调用方共享。',
    sharedRate: (rate) => `其他调用方约占用此账号每秒 ${rate} 次调用。`,
    contended: '其他调用方占满了此账号的配额：我们已降到每 5 秒 1 次调用。',
  },

  state: {
    connecting: '连接中',
    live: '实时',
    slow: '限流中',
    stale: '数据滞后',
    'needs-you': '需要处理',
    offline: '离线',
    paused: '已暂停',
    polling: '此浏览器收不到实时推送：改为每 3 秒查询一次。',
    help: {
      connecting: '正在等待第一次返回',
      live: '可能变化的任务在 10 秒内观测过（首次读取全部任务期间为 35 秒内）',
      slow: '阿里云正在对此账号限流：观测频率降低',
      stale: '阿里云没有正常返回：列表显示最后已知的数据',
      'needs-you': '问题不会自行恢复：请查看通知',
      offline: '页面与服务器断开：列表显示最后已知的数据',
      paused: '你暂停了此页面：显示的是暂停时的数据',
    },
  },

  pause: {
    label: '暂停实时更新',
    pause: '暂停实时更新 (P)',
    resume: '恢复实时更新 (P)',
  },

  first: {
    title: (read, total) => `首次同步：已获取 ${read} / ${total} 个任务`,
    untold: (read) => `首次同步：已获取 ${read} 个任务`,
    left: (span, rate) => `约剩 ${span}，每秒 ${rate} 次调用`,
    rate: (rate) => `每秒 ${rate} 次调用`,
    note: (read) => `搜索和筛选目前仅覆盖已获取的 ${read} 个任务；状态时长从首次观测算起。`,
    progress: '首次同步',
  },

  notice: {
    asOf: (time) => `当前显示 ${time} 的数据。`,
    nothingYet: '尚未获取任何数据。',
    since: (time) => `始于 ${time}。`,
    nextTry: (span) => han`${span}后重试。`,
    trying: '正在重试。',
    offline: '页面与服务器断开。',
    offlineHelp: '正在重连，列表保留。',
    lastAnswer: (time) => `最近一次返回 ${time}。`,
    quota: (used, most) =>
      `本服务仅用了每秒 ${most} 次中的 ${used} 次，配额由同账号的其他调用方共享。`,
    clock: '带时钟标记的行可能已变化。',
    connection: (name) => `连接 ${name}：`,
    staleWithout: '最近没有向阿里云查询。',
    requestId: 'RequestId',
    said: '原文：',
  },

  problem: {
    throttled: { title: '阿里云正在对此账号限流。', help: '' },
    'upstream-failed': { title: '阿里云返回异常。', help: '' },
    'unreadable-reply': {
      title: '阿里云返回的内容无法解析。',
      help: '可能被中间的代理改动过。',
    },
    unreachable: {
      title: '无法连接阿里云。',
      help: '如果持续出现，请检查网络，以及服务器上的 WAYBILL_REGION 或 WAYBILL_ENDPOINT。',
    },
    'timed-out': { title: '阿里云响应超时。', help: '' },
    'token-refused': {
      title: '阿里云不再接受当前的翻页标识。',
      help: '列表会自动从头开始重新遍历。',
    },
    'credentials-refused': {
      title: '阿里云拒绝了访问凭证。',
      help: '请检查 ALIBABA_CLOUD_ACCESS_KEY_ID 和 ALIBABA_CLOUD_ACCESS_KEY_SECRET（如果设置了安全令牌，也一并检查），然后重启 Waybill。',
    },
    'permission-denied': {
      title: '当前凭证无权查询分发任务。',
      help: '请为 RAM 用户授予 iot:ListDeviceDistributeJob 和 iot:QueryDeviceDistributeDetail 权限。',
    },
    'instance-refused': {
      title: '阿里云拒绝了该物联网实例。',
      help: '请确认 WAYBILL_IOT_INSTANCE_ID 是此账号在该地域下的实例，然后重启 Waybill。',
    },
    'clock-refused': {
      title: '我们服务器的时钟不准。',
      help: '阿里云只接受与其时间相差 15 分钟以内的调用：请校准时钟，或启用 NTP。',
    },
    'request-refused': {
      title: '阿里云拒绝了我们的调用。',
      help: '多半是地域或接入点不匹配：请检查 WAYBILL_REGION 和 WAYBILL_ENDPOINT。',
    },
    'invalid-request': { title: '服务器无法识别此页面的请求。', help: '请刷新页面。' },
    'not-found': { title: '服务器找不到所请求的内容。', help: '请刷新页面。' },
    ambiguous: { title: '多个连接中都有使用此 ID 的任务。', help: '请选择其中一个。' },
    'disk-full': {
      title: '我们服务器的磁盘已满：新数据没有保存。',
      help: '请在 WAYBILL_DATA_DIR 所在磁盘腾出空间，之后会自动恢复保存。',
    },
    'disk-failed': {
      title: '我们服务器的磁盘出现故障：新数据没有保存。',
      help: '请检查 WAYBILL_DATA_DIR 所在磁盘。详情见服务器日志。',
    },
    'not-signed-in': { title: '您尚未登录。', help: '登录后，此页面会自动恢复。' },
    forbidden: {
      title: '您无权查看此内容。',
      help: '仅限此 Waybill 的管理员（WAYBILL_ADMINS）查看。',
    },
    'too-many': { title: '请求过多。', help: '请一分钟后再试。' },
    'too-large': { title: '发送给服务器的内容过大。', help: '请刷新页面。' },
    'no-result': {
      title: '此任务没有结果文件。',
      help: '任务结束后，阿里云才会提供结果文件。',
    },
    internal: { title: '我们的服务器出错了。', help: '详情见服务器日志。' },
    offline: { title: '我们的服务器没有响应。', help: '正在自动重试。' },
  },

  instanceMissing: {
    title: '此账号需要指定物联网实例 ID。',
    help: '企业版实例只能通过实例 ID 访问。请将 WAYBILL_IOT_INSTANCE_ID 设为该 ID（见物联网平台控制台的实例详情，以“iot-”开头），然后重启 Waybill。',
  },
}
