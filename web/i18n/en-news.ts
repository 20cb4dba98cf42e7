/** What came into a list since it was loaded. */
export const news = {
  atLeast: (count: number) => `${count}+ new jobs`,
}
