import { isJobId } from '../../server/jobs/job-filter.ts'

/**
 * The job id in what somebody pasted: the id itself, a link of ours, a link to Alibaba Cloud's
 * console, or a line of a log or reply that names it (`"JobId": "…"`); `null` where there is none.
 */
export function jobIdIn(text: string): string | null {
  const wanted = text.trim()
  return inUrl(wanted) ?? inLine(wanted) ?? (looksLikeJobId(wanted) ? wanted : null)
}

/** What one may take for a job id without being told that it is one. */
function looksLikeJobId(text: string): boolean {
  const isLikely = isJobId(text) && /^[\w*]{16,}$/.test(text)
  return isLikely && /\d/.test(text) && !/^\d+$/.test(text)
}

function inLine(text: string): string | null {
  const [, jobId = ''] = /\bjob_?id["']?\s*[=:：]\s*["']?([^\s"'&,}]+)/i.exec(text) ?? []
  return isJobId(jobId) ? jobId : null
}

function inUrl(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null
  const { pathname, search, hash } = new URL(text)
  // A console of one page keeps its own path and query behind the #.
  const [hashPath = '', hashQuery = ''] = hash.replace(/^#!?/, '').split('?')
  const named = [search, hashQuery].flatMap((query) => [...new URLSearchParams(query)])
  const [, byName] = named.find(([name, value]) => isNameOfJob(name) && isJobId(value)) ?? []
  if (byName !== undefined) return byName
  const segments = [pathname, hashPath].flatMap((path) => path.split('/').map(decoded))
  const after = segments[segments.lastIndexOf('jobs') + 1]
  if (segments.includes('jobs') && after !== undefined && isJobId(after)) return after
  return segments.findLast(looksLikeJobId) ?? null
}

function isNameOfJob(name: string): boolean {
  return /^(distribute)?_?job(_?id)?$/i.test(name)
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
