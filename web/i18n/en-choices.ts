/** What each reader chooses for this browser alone. */
export const choices = {
  menu: 'Menu',
  language: 'Language',
  languageIs: (name: string) => `Language: ${name}`,
  languageFailed: 'This language could not be loaded. Try again.',
  zone: 'Time zone',
  zoneIs: (zone: string) => `Time zone: ${zone}`,
  zoneHint: 'Time zone of this page (T)',
  browserZone: 'As the browser',
  findZone: 'City, zone or offset from UTC',
  /** What else a zone is looked for by: cities of its time, those of the cloud's regions first. */
  cities: {
    'Asia/Shanghai': 'Beijing Shenzhen Hangzhou Guangzhou',
    'Europe/Berlin': 'Frankfurt',
    'America/Los_Angeles': 'Silicon Valley San Francisco Seattle',
    'America/New_York': 'Virginia Washington',
  } as Record<string, string>,
  otherZones: 'Type to find any other time zone.',
  noZone: 'No time zone found',
  back: 'Back to the menu',
}
