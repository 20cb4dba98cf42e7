import { type Param, parseParams } from './percent.ts'

/** One request as it came over the wire, before anything about it is believed. */
export type Call = {
  method: string
  path: string
  query: readonly Param[]
  form: readonly Param[]
  /** Query and form merged: clients disagree about what goes where. */
  params: ReadonlyMap<string, string>
  headers: Readonly<Record<string, string>>
  body: Buffer
  scheme: 'v1' | 'v3'
  action: string
  version: string
  format: 'json' | 'xml'
}

export type RawRequest = {
  method: string
  url: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
}

export function readCall({ method, url, headers: rawHeaders, body }: RawRequest): Call {
  const headers = flatHeaders(rawHeaders)
  const cut = url.indexOf('?')
  const query = cut < 0 ? [] : parseParams(url.slice(cut + 1))
  const form = isForm(headers) ? parseParams(body.toString('utf8')) : []
  const params = new Map([...query, ...form])
  const scheme = headers.authorization?.startsWith('ACS3-') ? 'v3' : 'v1'
  // V1 requests carry the x-acs headers too, but there only the parameters are signed.
  const [action, version] =
    scheme === 'v3'
      ? [headers['x-acs-action'], headers['x-acs-version']]
      : [params.get('Action'), params.get('Version')]
  return {
    method,
    path: cut < 0 ? url : url.slice(0, cut),
    query,
    form,
    params,
    headers,
    body,
    scheme,
    action: action ?? '',
    version: version ?? '',
    format: formatOf(scheme, params, headers),
  }
}

/** V1 answers XML unless told otherwise; V3 has no Format and answers JSON unless asked for XML. */
function formatOf(
  scheme: Call['scheme'],
  params: ReadonlyMap<string, string>,
  headers: Readonly<Record<string, string>>,
): Call['format'] {
  if (scheme === 'v1') return params.get('Format')?.toLowerCase() === 'json' ? 'json' : 'xml'
  const accept = headers.accept ?? ''
  return accept.includes('xml') && !accept.includes('json') ? 'xml' : 'json'
}

function isForm(headers: Readonly<Record<string, string>>): boolean {
  const type = headers['content-type'] ?? ''
  return type === '' || type.toLowerCase().startsWith('application/x-www-form-urlencoded')
}

function flatHeaders(raw: RawRequest['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [
      name.toLowerCase(),
      (Array.isArray(value) ? value.join(',') : (value ?? '')).trim(),
    ]),
  )
}
