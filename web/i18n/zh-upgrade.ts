import type { upgrade as enUpgrade } from './en-upgrade.ts'
import type { Words } from './words.ts'

export const upgrade: Words<typeof enUpgrade> = {
  ready: 'Waybill 已换成另一个版本。',
  reload: '重新加载',
  later: '稍后',
  failedTitle: '页面的这一部分未能加载。',
  failedHelp: '我们的服务器可能已换成另一个版本，或暂时无法访问。重新加载后会回到当前位置。',
}
