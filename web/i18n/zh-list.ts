import type { list as enList } from './en-list.ts'
import { han } from './han.ts'
import type { Words } from './words.ts'

const jobs = (text: string) => `${text} 个任务`

export const list: Words<typeof enList> = {
  product: 'Waybill',
  home: 'Waybill，任务',
  skip: '跳到任务列表',
  jobs: '任务',
  connections: '连接',
  mainNavigation: '主导航',
  pageTitle: '任务 · Waybill',
  jobTitle: (jobId) => `${jobId} · Waybill`,
  heading: '分发任务',
  scope: {
    choose: (scope) => `连接：${scope}`,
    title: '连接',
    all: '全部连接',
    some: (count) => `${count} 个连接`,
  },
  notFound: {
    title: '此地址没有对应的页面',
    back: '前往任务列表',
  },

  search: {
    clear: '清空搜索',
  },

  strip: {
    label: '按状态统计的任务',
    all: '全部',
    unknownCount: '—',
    tile: (word, count, text) => (count === null ? `${word}，数量未知` : `${word}，${jobs(text)}`),
    hint: '按住 Ctrl 或 Shift 可多选',
  },

  filter: {
    region: '筛选条件',
    add: '筛选',
    clear: '清除',
    choose: '筛选条件',
    back: '返回全部筛选条件',
    search: (name) => `搜索：${name}`,
    nothing: '没有匹配项',
    noValues: '暂无可选值',
    only: '仅此项',
    onlyThis: (value) => han`仅看${value}`,
    is: '为',
    isAnyOf: '为任一',
    contains: '包含',
    phrase: (name, operator, value) => han`${name}${operator}${value}`,
    remove: (name) => `移除筛选：${name}`,
    edit: (name) => `修改筛选：${name}`,
    empty: '（空）',
    misunderstood: (part) => han`无法识别${part}`,
    dismiss: (part) => `忽略：${part}`,
    names: {
      q: '文本',
      status: '状态',
      productKey: '产品 Key',
      strategy: '分发策略',
      sourceInstance: '源实例',
      targetInstance: '目标实例',
      sourceRegion: '源地域',
      targetRegion: '目标地域',
      targetUid: '目标账号',
      connection: '连接',
      jobId: '任务 ID',
      created: '创建时间',
      devices: '设备数',
      missing: '已不在列表',
    },
  },

  devices: {
    atLeast: '不少于',
    atMost: '不多于',
    exactly: '为',
    within: '介于',
    between: (from, to) => `${from} 至 ${to}`,
    presetLabel: '设备数不少于',
    any: '不限',
    from: '从',
    to: '至',
    wrongOrder: '上限小于下限',
  },

  created: {
    inTheLast: '最近',
    after: '不早于',
    before: '不晚于',
    between: (from, to) => han`${from}至${to}`,
    presets: {
      '-PT1H': '1 小时',
      '-PT24H': '24 小时',
      '-P7D': '7 天',
      '-P30D': '30 天',
    },
    ago: (value, unit) => `${value} ${{ D: '天', H: '小时', M: '分钟' }[unit]}`,
    presetLabel: '创建时间最近',
    any: '不限时间',
    from: '从',
    to: '至',
    zone: (zone, offset) => (zone === 'UTC' ? '时区：UTC' : `时区：${zone}，${offset}`),
    wrongOrder: '结束时间早于开始时间',
  },

  missing: {
    label: '已不在列表的任务',
    operator: '的任务',
    hidden: '不显示',
    shown: '一并显示',
    only: '仅显示这些',
    choices: { hidden: '不显示', shown: '一并显示', only: '仅显示这些' },
    help: '阿里云的列表中已没有这些任务：已被删除，或不在当前范围。',
  },

  table: {
    region: '任务列表',
    caption: (count) => `分发任务，共 ${count} 个。`,
    columns: {
      status: '状态',
      jobId: '任务 ID',
      connection: '连接',
      productKey: '产品 Key',
      devices: '设备数',
      source: '源实例',
      targets: '目标实例',
      strategy: '分发策略',
      targetUid: '目标账号',
      created: '创建时间',
      observed: '观测',
    },
    sortHints: {
      status: '按状态排序',
      deviceCount: '按设备数排序',
      createdAt: '按创建时间排序',
      statusSince: '按状态持续时间排序',
    },
    devices: () => '台设备',
    more: (count) => `+${count}`,
    regions: (count) => `${count} 个地域`,
    inStatus: (span) => `已持续 ${span}`,
    inStatusAtLeast: (span) => `已持续 ≥ ${span}`,
    now: (status) => han`现为${status}`,
    gone: '已不在列表',
    lastSeen: (status) => han`最后一次观测为${status}`,
    notKnown: '—',
    copied: '已复制任务 ID',
  },

  news: {
    jobs: (count) => (count > 99 ? '99+ 个新任务' : `${count} 个新任务`),
    read: (_count, text) => `又获取了 ${text} 个任务`,
  },

  bar: {
    loading: '正在加载任务',
    of: (matching, known) => `${matching} / ${jobs(known)}`,
    read: (known, total) => `已获取 ${known} / ${jobs(total)}`,
    readSoFar: (known) => `已获取 ${jobs(known)}`,
    whole: (time) => `已搜索全部已知任务 · 最近全量核对 ${time}`,
    wholeAsOf: (time) => `已搜索全部已知任务 · 截至 ${time}`,
    partial: '搜索仅覆盖已获取的任务',
    zone: (zone, offset) => (zone === 'UTC' ? zone : `${zone}，${offset}`),
    theme: '主题',
    themes: { light: '浅色', dark: '深色', system: '跟随系统' },
  },

  empty: {
    account: '还没有分发任务',
    accountHelp: '此账号在该地域和实例下没有任务。新建的任务会自动出现在这里。',
    noMatch: (count, text) => {
      if (count === 1) return '没有任务符合这个条件'
      const number = ['两', '三', '四', '五', '六'][count - 2]
      return `没有任务同时符合这${number ?? ` ${text} `}个条件`
    },
    searched: (known) => `已搜索全部 ${known} 个已知任务。`,
    searchedAt: (known, time) => `已搜索全部 ${known} 个已知任务；最近一次全量核对 ${time}。`,
    searchedPart: (known) => `已搜索目前获取的 ${known} 个任务。`,
    remove: (name) => `移除“${name}”`,
    clearAll: '清除全部条件',
    count: (_count, text) => jobs(text),
    waiting: '正在等待第一批任务',
  },

  error: {
    title: '无法加载任务',
    retry: '重试',
  },

  drawer: {
    position: (at, total) => `第 ${at} / ${total} 个`,
    previous: '上一个任务 (K)',
    next: '下一个任务 (J)',
    open: '以页面打开',
    close: '关闭 (Esc)',
    back: '返回列表',
    resize: '任务详情栏的宽度',
    resizeHint: '拖动或按方向键调整；双击恢复',
  },
}
