/**
 * The keyboard's place is kept when what had the focus goes away or can no longer be pressed, such
 * as the button that removes its own line: the focus goes on to what stands there now.
 */
const FOCUSABLE = ['a[href]', 'button', 'input', 'select', 'textarea', '[tabindex="0"]'].map((name) => `${name}:not(:disabled)`).join()

const PATIENCE = 500 // ms: what only waits for the server can be pressed again soon

/** Where an element stands: itself and what is around it, each with its place among its neighbours. */
type Trail = { element: Element; index: number }[]

function trailOf(element: Element): Trail {
  const trail: Trail = []
  for (let at: Element | null = element; at; at = at.parentElement) trail.push({ element: at, index: at.parentElement ? [...at.parentElement.children].indexOf(at) : 0 })
  return trail
}

function firstIn(element: Element | undefined): HTMLElement | null {
  return element?.matches(FOCUSABLE) ? (element as HTMLElement) : (element?.querySelector<HTMLElement>(FOCUSABLE) ?? null)
}

/** What stands nearest to where a trail led; nothing when only the page itself is left. */
function nearest(trail: Trail): HTMLElement | null {
  let gone = trail[0]
  for (const step of trail.slice(1)) {
    if (step.element.id === 'app') return null
    if (step.element.isConnected && gone) {
      const { children } = step.element
      const found = firstIn(children[Math.min(gone.index, children.length - 1)]) ?? firstIn(step.element)
      if (found) return found
    }
    gone = step
  }
  return null
}

/** Follow the focus for as long as the page is there. */
export function keepFocus(): void {
  let trail: Trail = []
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element) trail = trailOf(target)
  })
  document.addEventListener('focusout', ({ target, relatedTarget }) => {
    const lost = trail
    if (relatedTarget || lost[0]?.element !== target || !(target instanceof HTMLElement)) return
    const regain = (): void => {
      if (document.activeElement !== document.body) return
      if (target.isConnected && !target.matches(':disabled')) target.focus()
      else nearest(lost)?.focus()
    }
    // Whoever took it away may have a better place in mind, and comes first.
    setTimeout(() => {
      if (!target.isConnected) regain()
      else if (target.matches(':disabled')) setTimeout(regain, PATIENCE)
    })
  })
}
