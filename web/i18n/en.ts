import type { audit } from './en-audit.ts'
import { choices } from './en-choices.ts'
import type { connections } from './en-connections.ts'
import { coverage } from './en-coverage.ts'
import { detail } from './en-detail.ts'
import { exporting } from './en-export.ts'
import { keys } from './en-keys.ts'
import { list } from './en-list.ts'
import { news } from './en-news.ts'
import { palette } from './en-palette.ts'
import { session } from './en-session.ts'
import { share } from './en-share.ts'
import { sync } from './en-sync.ts'
import { tableTools } from './en-table-tools.ts'
import { upgrade } from './en-upgrade.ts'
import type { LanguageCode } from './languages.ts'
import type { Words } from './words.ts'

/** Rooms that are fetched late bring their words along: see `en-late.ts`. */
type LateWords = { audit: typeof audit; connections: typeof connections }

/** English, and the shape that every other language must have: text, or text of some values. */
export const en = {
  ...({} as LateWords),
  /** Whose formats numbers and moments get. */
  locale: 'en' as LanguageCode,
  choices,
  list,
  coverage,
  detail,
  news,
  session,
  sync,
  exporting,
  share,
  tableTools,
  palette,
  keys,
  upgrade,
  /** Whole sentences, one after the other; what is not one is left out. */
  sentences: (texts: readonly (string | null | false)[]) => texts.filter(Boolean).join(' '),
  status: {
    initializing: 'Initializing',
    running: 'Running',
    completed: 'Completed',
    interrupted: 'Interrupted',
    unknown: (value: string) => (value === '' ? 'Unknown' : `Unknown (${value})`),
    help: {
      initializing: 'Accepted by Alibaba Cloud, not started',
      running: 'Devices are being distributed',
      completed: 'The job ended; results not checked',
      interrupted: 'Stopped unexpectedly',
      unknown: 'A value this version does not know',
    },
  },
  strategy: {
    'specified-region': 'Specified region',
    'nearest-region': 'Nearest region',
    unknown: (value: string) => (value === '' ? 'Unknown' : `Unknown (${value})`),
  },
  region: {
    'cn-shanghai': 'Shanghai',
    'cn-beijing': 'Beijing',
    'cn-shenzhen': 'Shenzhen',
    'ap-northeast-1': 'Tokyo',
    'ap-southeast-1': 'Singapore',
    'eu-central-1': 'Frankfurt',
    'us-west-1': 'Silicon Valley',
    'us-east-1': 'Virginia',
  } as Record<string, string>,
}

export type Messages = Words<typeof en> & { readonly locale: LanguageCode }
