import type { exporting as enExporting } from './en-export.ts'
import type { Words } from './words.ts'

export const exporting: Words<typeof enExporting> = {
  button: '导出',
  all: (_, text) => `全部 ${text} 个任务`,
  readSoFar: (_, text) => `${text} 个任务`,
  filtered: (_, text) => `符合当前筛选条件的 ${text} 个任务`,
  uncounted: '所有符合条件的任务',
  selected: (_, text) => `已选的 ${text} 个任务`,
  asOf: (holds, moment) => `${holds}，数据截至 ${moment}`,
  partial: (text) => `首次同步进行中：仅包含已获取的 ${text} 个任务。`,
  csv: 'CSV',
  csvHelp: '每个任务一行，适用于表格软件',
  ndjson: 'NDJSON',
  ndjsonHelp: '每行一个 JSON 对象，适用于脚本',
  wholeAccounts: '完整账号 ID',
  wholeAccountsHelp: (masked) => `不勾选则隐藏部分数字，如 ${masked}`,
  tooMany: '所选任务过多，无法导出为一个文件。请减少选择，或改用筛选条件后不选任务直接导出。',
}
