/** What the mirror could not take in of the list. */
export const coverage = {
  unreadable: (count: number, text: string) =>
    count === 1 ? '1 job could not be read' : `${text} jobs could not be read`,
}
