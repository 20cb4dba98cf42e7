import type { share as enShare } from './en-share.ts'
import type { Words } from './words.ts'

export const share: Words<typeof enShare> = {
  button: '复制链接',
  live: '此视图（实时）',
  liveHelp: '同样的筛选条件，显示打开时的最新数据',
  fixed: (moment) => `此视图（固定在 ${moment}）`,
  fixedHelp: '不含之后创建的任务；状态以打开时为准',
  note: '所有人看到相同的任务，语言和时区以打开者的设置为准',
  copiedLive: (_, text) => `链接已复制，打开后实时显示这 ${text} 个任务。`,
  copiedView: '链接已复制，打开后实时显示此视图。',
  copiedFixed: (moment) => `链接已复制，打开后显示此视图，不含 ${moment} 之后创建的任务。`,
  seen: (moment) => `此链接生成于 ${moment}。`,
  seenEnd: '不含之后创建的任务；任务状态为当前状态。',
  seenOpen: '任务状态为当前状态。',
  showLive: '查看实时',
  messages: '消息',
  closeMessage: '关闭消息',
}
