let region: HTMLElement | undefined

/** Says a short text politely to a screen reader. One live region for the page, made on first use. */
export function announce(text: string) {
  if (!region?.isConnected) {
    region = document.createElement('div')
    region.setAttribute('role', 'status')
    region.className = 'sr-only'
    document.body.append(region)
  }
  const spoken = region
  spoken.textContent = ''
  // A region that is new, or says the same again, is heard only if its text comes later.
  setTimeout(() => {
    spoken.textContent = text
  }, 60)
}
