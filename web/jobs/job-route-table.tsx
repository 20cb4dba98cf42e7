import type { Instance } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { InstanceJobsLink } from './job-instance-link.tsx'
import { regionName } from './job-words.ts'

type JobRouteTableProps = {
  targets: readonly Instance[]
  /** `false`: the lanes are on screen; only a screen reader gets this table, without its buttons. */
  isDrawn: boolean
}

/** The target instance configs, whole. */
export function JobRouteTable({ targets, isDrawn }: JobRouteTableProps) {
  const words = useMessages().detail.route
  return (
    <div className={isDrawn ? 'overflow-x-auto' : 'sr-only'}>
      <table className="w-full border-separate border-spacing-0">
        <caption className="sr-only">{words.targets}</caption>
        <thead>
          <tr>
            <Head>{words.region}</Head>
            <Head>{words.name}</Head>
            <Head>{words.id}</Head>
            {isDrawn && (
              <Head>
                <span className="sr-only">{words.actions}</span>
              </Head>
            )}
          </tr>
        </thead>
        <tbody>
          {targets.map((target) => (
            <TargetRow
              key={`${target.region} ${target.id}`}
              target={target}
              withActions={isDrawn}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Head({ children }: { children: React.ReactNode }) {
  return (
    <th
      scope="col"
      className="h-8 border-b border-line-2 pr-3 text-left text-12 font-medium whitespace-nowrap text-text-3 last:pr-0"
    >
      {children}
    </th>
  )
}

function TargetRow({ target, withActions }: { target: Instance; withActions: boolean }) {
  const messages = useMessages()
  const notStated = <span className="text-text-3">{messages.detail.notStated}</span>
  return (
    <tr className="[&>td]:h-9 [&>td]:border-line [&>td]:pr-3 [&>td]:whitespace-nowrap [&>td:last-child]:pr-0 not-last:[&>td]:border-b">
      <td>
        {regionName(messages, target.region) || notStated}{' '}
        <code className="text-12 text-text-3">{target.region}</code>
      </td>
      <td>{target.name || notStated}</td>
      <td>
        <code className="text-12">{target.id}</code>
      </td>
      {withActions && (
        <td>
          {target.id !== '' && (
            <span className="flex justify-end">
              <CopyButton text={target.id} label={messages.detail.copy.instanceId(target.id)} />
              <InstanceJobsLink instance={target} end="target" />
            </span>
          )}
        </td>
      )}
    </tr>
  )
}
