/** Tells the server that the form is open here, and who else has it open; hears of their saves. */
import type { FormEditor } from '../api/formReads'
import { formEventsSubscription, keepFormOpenMutation, leaveFormMutation } from '../api/operations'
import { freshKey, request, subscribe, tellOnLeaving } from '../api/request'

const BEAT = 20_000
/** What happened while the network was away comes all at once: one answer to it is enough. */
const GATHER = 250

export class Presence {
  editors: readonly FormEditor[] = $state.raw([])
  /** All but this tab. */
  readonly others = $derived(this.editors.filter(({ tabId }) => tabId !== this.tabId))
  readonly tabId = freshKey()

  readonly #formId: string
  readonly #mayEdit: boolean
  #timer: ReturnType<typeof setInterval> | undefined
  #gathered: ReturnType<typeof setTimeout> | undefined
  #isLifeChanged = false
  #unfollow = (): void => undefined

  constructor(formId: string, mayEdit: boolean, editors: readonly FormEditor[] = []) {
    this.#formId = formId
    this.#mayEdit = mayEdit
    this.editors = editors
  }

  /**
   * Follows what happens after a number. `onSaved` is told the version of a draft that was saved;
   * `onChanged` that the form's life went on.
   */
  start(after: number, onSaved: (version: number) => void, onChanged: () => void): void {
    if (this.#mayEdit) {
      void this.#beat()
      this.#timer = setInterval(() => void this.#beat(), BEAT)
    }
    // Sent again as it is then when the connection comes back: it goes on where it was.
    const place = { form: this.#formId, after }
    this.#unfollow = subscribe(formEventsSubscription, place, ({ formEvents: event }) => {
      if (event.__typename !== 'FormEvent') return void (place.after = event.nextAfter)
      place.after = event.number
      if (event.version) onSaved(event.version)
      if (event.kind !== 'DRAFT_SAVED') this.#gather(event.kind !== 'OPENED' && event.kind !== 'LEFT', onChanged)
    })
  }

  stop(): void {
    clearInterval(this.#timer)
    clearTimeout(this.#gathered)
    this.#unfollow()
    this.leave()
  }

  leave(): void {
    if (this.#mayEdit) tellOnLeaving(leaveFormMutation, { input: { formId: this.#formId, tabId: this.tabId } })
  }

  #gather(isLifeChanged: boolean, onChanged: () => void): void {
    this.#isLifeChanged ||= isLifeChanged
    clearTimeout(this.#gathered)
    this.#gathered = setTimeout(() => {
      void this.#beat()
      if (this.#isLifeChanged) onChanged()
      this.#isLifeChanged = false
    }, GATHER)
  }

  async #beat(): Promise<void> {
    if (!this.#mayEdit) return
    try {
      const { keepFormOpen: made } = await request(keepFormOpenMutation, { input: { formId: this.#formId, tabId: this.tabId } })
      if ('editors' in made) this.editors = made.editors
    } catch {
      // The next beat tries again; saving tells of a lost network.
    }
  }
}
