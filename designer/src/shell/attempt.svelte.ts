/** Something that is asked of the server and may fail: whether it is under way, and what went wrong. */
export class Attempt {
  isBusy = $state(false)
  fault = $state('')
  #turn = 0

  /**
   * Try a step; what it throws is told as the fault, and gives nothing. Of several at once only the
   * last counts.
   */
  async run<Result>(step: () => Promise<Result>): Promise<Result | undefined> {
    const turn = ++this.#turn
    this.isBusy = true
    this.fault = ''
    try {
      return await step()
    } catch (error) {
      if (turn === this.#turn) this.fault = error instanceof Error ? error.message : String(error)
      return undefined
    } finally {
      if (turn === this.#turn) this.isBusy = false
    }
  }
}
