/** F6 goes round the parts of the screen: header, palette, paper, settings, pages. */
const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

/** Put the focus into the next part that can take it. */
export function goToRegion(by: 1 | -1): boolean {
  const regions = [...document.querySelectorAll<HTMLElement>('.screen > :is(header, nav, main, aside, footer)')]
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  for (let step = 1; step <= regions.length; step++) {
    const region = regions[(at + by * step + regions.length * 2) % regions.length]
    const target = region?.querySelector<HTMLElement>('[role="option"][aria-selected="true"]') ?? region?.querySelector<HTMLElement>(FOCUSABLE)
    if (target) {
      target.focus()
      return true
    }
  }
  return false
}
