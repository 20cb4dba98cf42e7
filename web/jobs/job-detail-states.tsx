import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { type ApiError, isPassing } from '../api/read-reply.ts'
import { useMessages } from '../i18n/language.tsx'
import { FailureDetails } from '../sync/failure-details.tsx'
import { failureInWords } from '../sync/problem-words.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { writeJobSearch } from './job-search.ts'
import { GoneGlyph } from './status-glyph.tsx'
import { useJobSearch } from './use-job-search.ts'

export function LoadingHeading() {
  const { loading } = useMessages().detail
  return (
    <>
      <span className="sr-only">{loading}</span>
      <span className="skeleton h-4 w-36" />
    </>
  )
}

/** The geometry of what comes, without a guess at what that is. */
export function LoadingBody() {
  return (
    <>
      <div aria-hidden="true" className={`grid gap-8 ${late}`}>
        <SkeletonSection lines={['w-full', 'w-4/5', 'w-11/12', 'w-3/4']} />
        <SkeletonSection lines={['w-full', 'w-2/3', 'w-1/2']} />
      </div>
      <div aria-hidden="true" className={`mt-8 ${late}`}>
        <SkeletonSection lines={['w-3/5', 'w-2/5', 'w-1/2', 'w-1/3']} />
      </div>
    </>
  )
}

/** A job that is there at once should not flash its skeleton. */
const late = 'opacity-100 transition-opacity delay-300 starting:opacity-0'

function SkeletonSection({ lines }: { lines: readonly string[] }) {
  return (
    <div className="grid gap-5">
      <span className="skeleton h-3 w-24" />
      {lines.map((width) => (
        <span key={width} className={`skeleton ${width}`} />
      ))}
    </div>
  )
}

export function ProblemHeading({ error }: { error: ApiError }) {
  const { problem } = useMessages().detail
  const kind = kindOf(error)
  return (
    <>
      {kind === 'not-found' ? (
        <GoneGlyph size={20} />
      ) : (
        <TriangleAlert aria-hidden="true" className="size-5 flex-none text-warn-text" />
      )}
      {
        {
          'not-found': problem.notFound,
          ambiguous: problem.ambiguous,
          offline: problem.offline,
          upstream: problem.upstream,
        }[kind]
      }
    </>
  )
}

type ProblemBodyProps = { error: ApiError; isRetrying: boolean; onRetry: () => void }

/** Nothing is known of the job: there is none, or the look for it failed. */
export function ProblemBody(props: ProblemBodyProps) {
  return (
    <div role="status" className="grid justify-items-start gap-3">
      <ProblemText {...props} />
    </div>
  )
}

function ProblemText(props: ProblemBodyProps) {
  const kind = kindOf(props.error)
  if (kind === 'not-found') return <NotFoundText />
  return kind === 'ambiguous' ? <JobChoice error={props.error} /> : <FailureText {...props} />
}

/** The id alone names several jobs: each in its own connection, none of them the likelier one. */
function JobChoice({ error }: { error: ApiError }) {
  const { problem } = useMessages().detail
  const [search] = useJobSearch()
  return (
    <>
      <p className="text-pretty text-text-2">{problem.ambiguousText}</p>
      <ul className="grid gap-2">
        {error.connections.map((name) => (
          <li key={name}>
            <Link
              to="."
              search={writeJobSearch({ ...search, jobConnection: name })}
              className={buttonClass({})}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

function NotFoundText() {
  const { problem } = useMessages().detail
  return (
    <div className="grid gap-1 text-pretty text-text-2">
      <p>{problem.notFoundText}</p>
      <p className="text-text-3">{problem.notFoundHint}</p>
    </div>
  )
}

function FailureText({ error, isRetrying, onRetry }: ProblemBodyProps) {
  const messages = useMessages()
  const { problem } = messages.detail
  const { title, help } = failureInWords(messages, error.code)
  return (
    <>
      {kindOf(error) === 'offline' ? (
        <p className="text-pretty text-text-2">{problem.offlineText}</p>
      ) : (
        <>
          <p className="text-pretty text-text-2">{problem.upstreamText}</p>
          <p className="text-pretty">{messages.sentences([title, help])}</p>
        </>
      )}
      <FailureDetails failure={error} />
      <div className="flex items-center gap-3">
        <Button onClick={onRetry} aria-busy={isRetrying}>
          {isRetrying ? problem.retrying : problem.retry}
        </Button>
        {isPassing(error) && <span className="text-12 text-text-3">{problem.again}</span>}
      </div>
    </>
  )
}

function kindOf(error: ApiError) {
  if (error.code === 'not-found' || error.code === 'invalid-request') return 'not-found'
  if (error.code === 'ambiguous') return 'ambiguous'
  return error.code === 'offline' ? 'offline' : 'upstream'
}
