import { WifiOff } from 'lucide-react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { box, icon, tones } from './notice-look.ts'

export function OfflineNotice({ answeredAtMs }: { answeredAtMs: number }) {
  const { sync, sentences } = useMessages()
  const words = sync.notice
  const formats = useFormats()
  const answered = answeredAtMs > 0 && formats.clock(new Date(answeredAtMs).toISOString())
  return (
    <div role="alert" className={`${box} ${tones.stop}`}>
      <WifiOff aria-hidden="true" className={icon} strokeWidth={2.25} />
      <p className="leading-7 max-sm:leading-5">
        <b className="mr-3">{words.offline}</b>
        <span className="text-text-2">
          {sentences([words.offlineHelp, answered && words.lastAnswer(answered)])}
        </span>
      </p>
    </div>
  )
}
