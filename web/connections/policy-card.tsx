import { useMessages } from '../i18n/language.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Card } from './card.tsx'

/** The least that a RAM user needs: to list jobs, and to ask for a result file. */
const policy = JSON.stringify(
  {
    Version: '1',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['iot:ListDeviceDistributeJob', 'iot:QueryDeviceDistributeDetail'],
        Resource: '*',
      },
    ],
  },
  null,
  2,
)

export function PolicyCard() {
  const words = useMessages().connections.policy
  return (
    <Card title={words.title} aside={<CopyButton text={policy} label={words.copy} />}>
      <p className="mb-2 text-12 text-pretty text-text-3">{words.help}</p>
      <pre
        lang="en"
        className="m-0 overflow-x-auto rounded-md border border-line-2 bg-surface-2 p-3 font-mono text-11 leading-4 whitespace-pre-wrap"
      >
        {policy}
      </pre>
    </Card>
  )
}
