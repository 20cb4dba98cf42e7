/**
 * Gives way to what the browser has to do: a start that is one long task answers nobody. (`yield` of
 * `Scheduler` is not in every browser, https://wicg.github.io/scheduling-apis/.)
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
