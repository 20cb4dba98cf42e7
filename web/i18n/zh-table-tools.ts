import type { tableTools as enTableTools } from './en-table-tools.ts'
import { han } from './han.ts'
import type { Words } from './words.ts'

export const tableTools: Words<typeof enTableTools> = {
  display: {
    open: '显示',
    title: '显示',
    density: '行高',
    densities: { comfortable: '宽松', compact: '紧凑' },
    densityKey: '行高（D）',
    nowDensity: (density) => `行高：${density}`,
    columns: '列',
    always: '始终显示',
    moveUp: (column) => `上移“${column}”`,
    moveDown: (column) => `下移“${column}”`,
    drag: (column) => `拖动“${column}”`,
    moved: (column, place, count) => `${column}，第 ${place} 列，共 ${count} 列`,
    hint: 'Alt ↑ ↓ 移动',
    reset: '恢复默认',
    wasReset: '行高和列已恢复默认',
  },

  edge: {
    width: (column) => `“${column}”列宽`,
    pixels: (width) => `${width} 像素`,
    hint: '左右键调整列宽，上下键切换列，Delete 键恢复默认',
  },

  select: {
    row: (jobId) => `选择任务 ${jobId}`,
    heading: '选择',
    loaded: (count) => `选择已加载的 ${count} 行`,
    loadedOne: '选择已加载的 1 行',
    region: '所选任务',
    count: (_, text) => `已选 ${text} 个任务`,
    elsewhere: (count) => `其中 ${count} 个不在此列表`,
    copyIds: '复制 ID',
    copyMarkdown: '复制为 Markdown',
    copiedIds: (_, text) => `已复制 ${text} 个任务 ID`,
    copiedMarkdown: (_, text) => `已复制 ${text} 个任务的表格`,
    clear: '清除选择',
    cleared: '已清除选择',
  },

  markdown: {
    asOf: (jobs, moment) => `${jobs}，数据时间 ${moment}`,
    jobs: (_, text) => `${text} 个分发任务`,
    link: '在 Waybill 中打开',
  },

  filterBy: {
    value: (filter, value) => han`按${filter}筛选：${value}`,
    gone: '仅显示已不在列表的任务',
  },

  menu: {
    label: (jobId) => `任务 ${jobId} 的操作`,
    copy: '复制任务 ID',
    open: '在页面中打开',
    select: '选择',
    deselect: '取消选择',
    filter: '按此筛选',
  },

  time: {
    title: '此时间的其他写法',
    relative: '相对时间',
    epoch: '毫秒时间戳',
    copy: (form) => `复制：${form}`,
  },

  targets: {
    title: (count) => `${count} 个目标实例`,
    unnamed: '未命名',
  },
}
