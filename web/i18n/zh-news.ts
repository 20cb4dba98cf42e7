import type { news as enNews } from './en-news.ts'
import type { Words } from './words.ts'

export const news: Words<typeof enNews> = {
  atLeast: (count) => `${count}+ 个新任务`,
}
