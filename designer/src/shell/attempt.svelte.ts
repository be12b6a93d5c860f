/** Something that is asked of the server and may fail: whether it is under way, and what went wrong. */
export class Attempt {
  isBusy = $state(false)
  fault = $state('')

  /** Try a step; what it throws is told as the fault, and gives nothing. */
  async run<Result>(step: () => Promise<Result>): Promise<Result | undefined> {
    this.isBusy = true
    this.fault = ''
    try {
      return await step()
    } catch (error) {
      this.fault = error instanceof Error ? error.message : String(error)
      return undefined
    } finally {
      this.isBusy = false
    }
  }
}
