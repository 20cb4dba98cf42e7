/** Which browser on which system, by what it calls itself; `null`: it says nothing that we know. */
export function browserName(agent: string): { browser: string; system: string } | null {
  const browser = browsers.find(([mark]) => agent.includes(mark))?.[1]
  const system = systems.find(([mark]) => agent.includes(mark))?.[1]
  return browser && system ? { browser, system } : null
}

/** Each also says the names of those below it. */
const browsers = [
  ['MicroMessenger/', 'WeChat'],
  ['DingTalk/', 'DingTalk'],
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const

const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iOS'],
  ['iPad', 'iPadOS'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const
