import type { FacetName } from '../api/client.ts'

/** What values are called in every language: whoever types one need not know which is shown. */
const names: Readonly<Record<string, readonly string[]>> = {
  initializing: ['Initializing', 'init', '初始化'],
  running: ['Running', '执行中', '运行中'],
  completed: ['Completed', '任务完成', '已完成'],
  interrupted: ['Interrupted', '异常中断', '中断'],
  'specified-region': ['Specified region', '指定地域'],
  'nearest-region': ['Nearest region', '就近地域'],
  'cn-shanghai': ['Shanghai', '上海'],
  'cn-beijing': ['Beijing', '北京'],
  'cn-shenzhen': ['Shenzhen', '深圳'],
  'ap-northeast-1': ['Tokyo', '东京'],
  'ap-southeast-1': ['Singapore', '新加坡'],
  'eu-central-1': ['Frankfurt', '法兰克福'],
  'us-west-1': ['Silicon Valley', '硅谷'],
  'us-east-1': ['Virginia', '弗吉尼亚'],
}

const named: readonly FacetName[] = ['status', 'strategy', 'sourceRegion', 'targetRegion']

/** Its other names; none for a key, an id or an account. */
export function namesOfValue(part: FacetName, value: string): readonly string[] {
  return named.includes(part) && Object.hasOwn(names, value) ? (names[value] ?? []) : []
}
