import type { choices as enChoices } from './en-choices.ts'
import type { Words } from './words.ts'

export const choices: Words<typeof enChoices> = {
  menu: '菜单',
  language: '语言',
  languageIs: (name) => `语言：${name}`,
  languageFailed: '无法加载此语言，请重试。',
  zone: '时区',
  zoneIs: (zone) => `时区：${zone}`,
  zoneHint: '此页面的时区 (T)',
  browserZone: '跟随浏览器',
  findZone: '城市、时区或 UTC 偏移',
  cities: {
    'Asia/Shanghai': '上海 北京 深圳 杭州 广州',
    'Asia/Tokyo': '东京',
    'Asia/Singapore': '新加坡',
    'Europe/Berlin': '法兰克福 柏林',
    'Europe/London': '伦敦',
    'America/Los_Angeles': '洛杉矶 硅谷 旧金山 西雅图',
    'America/New_York': '纽约 弗吉尼亚 华盛顿',
  },
  otherZones: '输入以查找其他时区。',
  noZone: '没有找到时区',
  back: '返回菜单',
}
