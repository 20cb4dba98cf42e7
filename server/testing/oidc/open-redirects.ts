/**
 * Texts by which a page that leads on to wherever it is told was made to lead away: those that the
 * lists of scanners have, and every way that a browser reads as one of them.
 */
const evil = 'evil.example'

/** In front of a host, each is read as the end of a scheme, or as the beginning of a host. */
const slashes = [
  '//',
  '\\\\',
  '/\\',
  '\\/',
  '///',
  '////',
  '/\\/',
  '\\/\\',
  '//\\',
  '/\\\\',
  '\\\\\\',
]

/** Nothing to a browser (WHATWG URL strips or skips them), and something to a text that is compared. */
const nothings = ['\t', '\n', '\r', '\r\n', '\t\t', '\n\t']

/** Spaces and signs before it, which are trimmed or not. */
const leads = [' ', '\u0000', '\u0001', '\u000b', '\u000c', '\u00a0', '\u2003', '\u2028', '\ufeff']

const schemes = [
  'http:',
  'https:',
  'HtTpS:',
  'ftp:',
  'javascript:',
  'data:',
  'vbscript:',
  'blob:',
  'file:',
]

const encoded = [
  '%2f',
  '%2F',
  '%5c',
  '%5C',
  '%252f',
  '%255c',
  '%09',
  '%0a',
  '%0d',
  '%00',
  '%20',
  '%ef%bc%8f',
]

/** Taken for a slash or a dot by somebody on the way. */
const lookalikes = ['\uff0f', '\u2215', '\u2044', '\u29f8', '\uff3c', '\u3002', '\uff0e', '\u2024']

export const payloads: readonly string[] = [
  ...slashes.flatMap((start) => [
    `${start}${evil}`,
    `${start}${evil}/`,
    `${start}${evil}/jobs`,
    `${start}${evil}/%2e%2e`,
    `${start}tools.example.com@${evil}`,
    `${start}${evil}#tools.example.com`,
    `${start}${evil}?/jobs`,
    `${start}tools.example.com.${evil}/jobs`,
  ]),
  ...nothings.flatMap((nothing) => [
    `/${nothing}/${evil}`,
    `${nothing}//${evil}`,
    `/${nothing}\\${evil}`,
    `//${nothing}${evil}`,
    `/${nothing}/${nothing}${evil}`,
    `ht${nothing}tp://${evil}`,
    `java${nothing}script:alert(1)`,
  ]),
  ...leads.flatMap((lead) => [
    `${lead}//${evil}`,
    `/${lead}/${evil}`,
    `${lead}https://${evil}`,
    `${lead}javascript:alert(1)`,
  ]),
  ...schemes.flatMap((scheme) => [
    `${scheme}//${evil}`,
    `${scheme}${evil}`,
    `${scheme}/${evil}`,
    `${scheme}\\\\${evil}`,
    `${scheme}///${evil}`,
    `${scheme}/\\${evil}`,
    `/${scheme}//${evil}`,
  ]),
  ...encoded.flatMap((code) => [
    `/${code}${evil}`,
    `${code}/${evil}`,
    `/${code}/${evil}`,
    `//${code}${evil}`,
    `/jobs${code}${code}${evil}`,
  ]),
  ...lookalikes.flatMap((letter) => [
    `/${letter}${evil}`,
    `${letter}${letter}${evil}`,
    `/${letter}/${evil}`,
    `https:${letter}${letter}${evil}`,
  ]),
  ...['.', '..', './', '../', './/', '..//', '/.', '/..', '/./', '/../', '/.//', '/..//'].flatMap(
    (dots) => [
      `${dots}/${evil}`,
      `${dots}//${evil}`,
      `/jobs${dots}/${evil}`,
      `/jobs/..${dots}/${evil}`,
    ],
  ),
  ...['@', ':@', ':', ';@', '?@', '#@', ':80', '.', '%40'].flatMap((sign) => [
    `${sign}${evil}`,
    `//tools.example.com${sign}${evil}`,
    `https://tools.example.com${sign}${evil}`,
    `/${sign}//${evil}`,
  ]),
  ...[
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '[::1]',
    '[::ffff:7f00:1]',
    '①②⑦.⓪.⓪.①',
  ].flatMap((host) => [`//${host}`, `http://${host}`, `/\\${host}`]),
  'jobs',
  '?to=//evil.example',
  '#//evil.example',
  '/sign-in?to=//evil.example',
  '/sign-in/leave',
  '/api/export?format=csv',
  '/jobs\r\nSet-Cookie: a=b',
  '/jobs\r\nLocation: //evil.example',
  '/jobs%0d%0aLocation:%20//evil.example',
  '/"><script>alert(1)</script>',
  '/jobs/../../..//evil.example',
  '/waybill/..//evil.example',
  '/waybill/../\\evil.example',
  '/waybillx/jobs',
  '/waybill.evil.example/jobs',
  '//waybill/jobs',
]
