/** Two papers that scroll together: where one goes, the other follows by the same part of its length. */
export class Scrolling {
  readonly #panes = new Set<HTMLElement>()
  #isFollowing = false

  /** Take part; gives the function that leaves. */
  join(pane: HTMLElement): () => void {
    const scrolled = (): void => this.#follow(pane)
    pane.addEventListener('scroll', scrolled, { passive: true })
    this.#panes.add(pane)
    return () => {
      pane.removeEventListener('scroll', scrolled)
      this.#panes.delete(pane)
    }
  }

  /** Bring a frame into the middle of the papers that have it. */
  show(number: number): void {
    for (const pane of this.#panes) {
      const mark = pane.querySelector(`[data-mark="${number}"]`)
      if (!mark) continue
      const [here, room] = [mark.getBoundingClientRect(), pane.getBoundingClientRect()]
      pane.scrollBy({
        left: here.left + here.width / 2 - room.left - room.width / 2,
        top: here.top + here.height / 2 - room.top - room.height / 2,
      })
      return
    }
  }

  #follow(leader: HTMLElement): void {
    if (this.#isFollowing) return
    this.#isFollowing = true
    for (const pane of this.#panes) {
      if (pane === leader) continue
      pane.scrollTop = along(leader.scrollTop, leader.scrollHeight - leader.clientHeight, pane.scrollHeight - pane.clientHeight)
      pane.scrollLeft = along(leader.scrollLeft, leader.scrollWidth - leader.clientWidth, pane.scrollWidth - pane.clientWidth)
    }
    // The scrolling of the followers is told in the next frame.
    requestAnimationFrame(() => (this.#isFollowing = false))
  }
}

const along = (place: number, length: number, otherLength: number): number => (length > 0 ? (place / length) * otherLength : 0)
