import type { ErrorCode } from '../errors.ts'
import type { CallPurpose } from './job-source.ts'

/** Which credentials are in use: enough to recognise them, never enough to use them. */
export type CredentialsUse = {
  /**
   * `environment`: given to us, there or by the demo. `keys-file`: a file of their own. The others
   * are what Alibaba's library was told to ask; `default-chain`: whatever it finds.
   */
  readonly source:
    | 'environment'
    | 'default-chain'
    | 'keys-file'
    | 'ram-role'
    | 'oidc'
    | 'assume-role'
  /** Which part of the library found them, as it names it; `null`: not the library, or not said. */
  readonly provider: string | null
  /** `LTAI••••9kQ2`; `null`, as `kind`: none found. */
  readonly accessKeyId: string | null
  /** `sts`: temporary ones. */
  readonly kind: 'access-key' | 'sts' | null
}

/** Calls that ended, of five seconds in which they were sent. */
export type CallColumn = {
  /** When the five seconds began. */
  readonly at: string
  readonly byPurpose: { readonly [purpose in CallPurpose]: number }
  readonly throttled: number
}

/** Calls that may have reached the upstream, of every operation. */
export type CallHistory = {
  /** Five minutes, oldest first, up to now; also those in which there were none. */
  readonly seconds: readonly CallColumn[]
  /** The most calls of one operation within any second of the last hour. */
  readonly peakPerSecond1h: number
  readonly throttled1h: number
  /** From sending a call to having its answer: of the last 500 within the hour. `null`: there are none. */
  readonly medianMs: number | null
  /** One call in twenty took at least as long. */
  readonly slowest5PercentMs: number | null
}

/** One call as it went. */
export type CallRecord = {
  readonly at: string
  readonly operation: string
  readonly purpose: CallPurpose
  /** What it asked for, by the upstream's names (`Status=1`); a job id is cut short. Often `''`. */
  readonly parameters: string
  /** Which page of a walk it asked for, from 1; `null`: it was no part of a walk. */
  readonly page: number | null
  readonly outcome: 'ok' | ErrorCode
  readonly upstreamCode: string | null
  /** Jobs that the answer listed; `null` where it is no list. */
  readonly jobs: number | null
  readonly tookMs: number
  readonly requestId: string | null
}

/** A call that ended, for those who count and who tell. `waitedMs`: for its slot and its turn. */
export type CallFacts = Pick<
  CallRecord,
  'operation' | 'purpose' | 'outcome' | 'upstreamCode' | 'requestId' | 'tookMs'
> & {
  readonly waitedMs: number
}

/** What a source knows of itself. */
export type SourceFacts = {
  readonly credentials: CredentialsUse
  /** The upstream's clock less ours, to half a second; `null` while no answer told. */
  readonly clockOffsetMs: number | null
  readonly calls: CallHistory
  /** The newest first, at most 50. */
  readonly lastCalls: readonly CallRecord[]
}
