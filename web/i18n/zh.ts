import type { Messages } from './en.ts'
import { audit } from './zh-audit.ts'
import { choices } from './zh-choices.ts'
import { connections } from './zh-connections.ts'
import { coverage } from './zh-coverage.ts'
import { detail } from './zh-detail.ts'
import { exporting } from './zh-export.ts'
import { keys } from './zh-keys.ts'
import { list } from './zh-list.ts'
import { news } from './zh-news.ts'
import { palette } from './zh-palette.ts'
import { session } from './zh-session.ts'
import { share } from './zh-share.ts'
import { sync } from './zh-sync.ts'
import { tableTools } from './zh-table-tools.ts'
import { upgrade } from './zh-upgrade.ts'

/** 简体中文, with the terms of Alibaba Cloud's own console and documents. */
export const zh: Messages = {
  locale: 'zh-CN',
  audit,
  choices,
  list,
  detail,
  sync,
  connections,
  coverage,
  exporting,
  news,
  session,
  share,
  keys,
  upgrade,
  palette,
  tableTools,
  sentences: (texts) => texts.filter(Boolean).join(''),
  status: {
    initializing: '初始化',
    running: '执行中',
    completed: '任务完成',
    interrupted: '异常中断',
    unknown: (value) => (value === '' ? '未知' : `未知（${value}）`),
    help: {
      initializing: '阿里云已受理，尚未开始',
      running: '正在分发设备',
      completed: '任务已结束，结果未核对',
      interrupted: '任务意外中断',
      unknown: '当前版本不认识的状态值',
    },
  },
  strategy: {
    'specified-region': '指定地域',
    'nearest-region': '就近地域',
    unknown: (value) => (value === '' ? '未知' : `未知（${value}）`),
  },
  region: {
    'cn-shanghai': '上海',
    'cn-beijing': '北京',
    'cn-shenzhen': '深圳',
    'ap-northeast-1': '东京',
    'ap-southeast-1': '新加坡',
    'eu-central-1': '法兰克福',
    'us-west-1': '硅谷',
    'us-east-1': '弗吉尼亚',
  },
}
