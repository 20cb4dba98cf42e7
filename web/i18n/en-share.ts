/** Links to the list, and what is said of one when it is opened; the messages at the lower edge. */
export const share = {
  button: 'Copy link',
  live: 'This view, live',
  liveHelp: 'Same filters, newest data when opened',
  fixed: (moment: string) => `This view, fixed at ${moment}`,
  fixedHelp: 'No jobs created later; statuses when opened',
  note: 'Everyone sees the same jobs, each in their own language and time zone',
  copiedLive: (count: number, text: string) =>
    count === 1
      ? 'Link copied. It opens this 1 job, live.'
      : `Link copied. It opens these ${text} jobs, live.`,
  copiedView: 'Link copied. It opens this view, live.',
  copiedFixed: (moment: string) =>
    `Link copied. It opens this view, without jobs created after ${moment}.`,
  seen: (moment: string) => `This link is from ${moment}.`,
  seenEnd: 'Jobs created later are left out; each job shows its status of now.',
  seenOpen: 'Each job shows its status of now.',
  showLive: 'Show live',
  messages: 'Messages',
  closeMessage: 'Close the message',
}
