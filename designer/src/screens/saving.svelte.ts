/**
 * Saves the draft as one works, and lets neither of two officials lose anything.
 *
 * `#base` is what the server is known to have. What is on the screen and not yet there is kept in
 * this browser until it is. Whenever the server turns out to have something newer, both are joined
 * (`merge3`); what touches waits as `conflict` until the official has chosen.
 */
import { OfflineError } from '../api/request'
import type { Editor } from '../editor/editor.svelte'
import { merge3, type Conflict, type Side } from '../template/merge'
import { isSame } from '../template/keys'
import type { Template } from '../template/types'
import { changedPlaces } from './changedPlaces'
import type { DraftPost, ServerDraft } from './draftPost'
import type { Kept } from './kept'

export type SaveState = 'saved' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'refused'

export interface OpenConflict {
  theirs: ServerDraft
  mine: Template
  conflicts: readonly Conflict[]
}

/** Where unsent work is kept in this browser. */
export interface Shelf {
  find(): Promise<Kept | undefined>
  keep(kept: Kept): Promise<unknown>
  forget(): Promise<unknown>
}

const PAUSE = 800 // after the last edit
const LONGEST = 5_000 // of edits that don't pause
const RETRY = 5_000
const MOST_RETRY = 30_000
const SHELVING = 100 // edits that follow each other at once are kept together

export class Saving {
  state: SaveState = $state('saved')
  savedAt: Date | null = $state.raw(null)
  fault = $state('')
  conflict: OpenConflict | null = $state.raw(null)
  /** Work of an earlier visit that the server does not have; the official says what becomes of it. */
  leftOver: Kept | null = $state.raw(null)

  readonly #editor: Editor
  readonly #post: DraftPost
  readonly #shelf: Shelf
  readonly #tell: (words: string) => void
  #base: { version: number; template: Template } = $state.raw() as { version: number; template: Template }
  #newest: number
  #timer: ReturnType<typeof setTimeout> | undefined
  #waitingSince = 0
  #retry = RETRY
  #isBusy = false
  #isMerge = false
  #isStopped = false
  #shelved: Promise<unknown> = Promise.resolve()
  #toShelve: Kept | null | undefined
  /** What was sent last without an answer: the server's newer draft may be one's own. */
  #unanswered: readonly Template[] = []

  constructor(editor: Editor, version: number, post: DraftPost, shelf: Shelf, tell: (words: string) => void) {
    this.#editor = editor
    this.#post = post
    this.#shelf = shelf
    this.#tell = tell
    this.#base = { version, template: editor.template }
    this.#newest = version
  }

  /** Of the draft as the server has it. */
  get version(): number {
    return this.#base.version
  }

  get isUnsent(): boolean {
    return this.#editor.mayEdit && !isSame(this.#editor.template, this.#base.template)
  }

  /** Look for work of an earlier visit. */
  async start(): Promise<void> {
    const kept = this.#editor.mayEdit ? await this.#shelf.find() : undefined
    if (kept && !isSame(kept.template, this.#base.template)) this.leftOver = kept
  }

  /** Leave the form: what is unsent goes at once; if it cannot, it stays kept. */
  stop(): void {
    if (this.isUnsent) void this.#send()
    this.#isStopped = true
    clearTimeout(this.#timer)
  }

  /** The form on the screen changed, or may have. */
  note(template: Template): void {
    if (!this.#editor.mayEdit || this.leftOver || template === this.#base.template) return
    this.#keep()
    if (this.state === 'saved' || this.state === 'refused') this.state = 'waiting'
    if (this.state === 'waiting') this.#schedule()
  }

  /** Go on with, or throw away, the work of an earlier visit. */
  async goOn(isWanted: boolean): Promise<void> {
    const kept = this.leftOver
    this.leftOver = null
    if (!kept) return
    if (!isWanted) return this.#shelve(null)
    this.#base = { version: kept.version, template: kept.base }
    this.#unanswered = kept.unanswered
    this.#editor.take(kept.template, () => kept.template)
    await this.hear(this.#newest)
    this.note(this.#editor.template)
  }

  /** Somebody saved the form: take what is new. */
  async hear(version: number): Promise<void> {
    this.#newest = Math.max(this.#newest, version)
    if (this.#isBusy || this.conflict || this.leftOver || this.#newest <= this.#base.version) return
    await this.#work(async () => {
      const theirs = await this.#post.newest()
      if (theirs && theirs.version > this.#base.version) this.#join(theirs)
    })
  }

  /** Join again, with the official's answers to what touched. */
  answer(answers: ReadonlyMap<string, Side>): void {
    const open = this.conflict
    if (!open) return
    this.conflict = null
    this.state = 'waiting'
    this.#join(open.theirs, answers)
    void this.#send()
  }

  /** The draft was put back on the server: show it as it is there, undo starts anew. */
  async startAnew(): Promise<void> {
    const draft = await this.#post.newest()
    if (!draft) return
    this.#base = draft
    this.#editor.replace(draft.template)
    this.#settle()
  }

  /** Not now: the work stays on the screen and in this browser; the next save asks again. */
  postpone(): void {
    if (this.conflict) this.conflict = null
    if (this.state === 'conflict') this.#refuse('ほかの職員の変更と重なっています。')
  }

  /** Take theirs as a whole; what was mine has been put elsewhere. */
  yieldTo(theirs: ServerDraft): void {
    this.conflict = null
    this.#base = theirs
    this.#editor.take(theirs.template, () => theirs.template)
    this.#settle()
  }

  /** Send now: the network is back, or the official asks. */
  async send(): Promise<void> {
    await this.#send()
  }

  #schedule(pause = PAUSE): void {
    clearTimeout(this.#timer)
    const now = Date.now()
    this.#waitingSince ||= now
    const left = Math.max(0, this.#waitingSince + LONGEST - now)
    this.#timer = setTimeout(() => void this.#send(), pause > PAUSE ? pause : Math.min(pause, left))
  }

  async #send(): Promise<void> {
    if (this.#isBusy || this.conflict || this.leftOver) return
    clearTimeout(this.#timer)
    this.#waitingSince = 0
    if (!this.isUnsent) return this.#settle()
    this.state = 'saving'
    await this.#work(() => this.#sendNow(this.#editor.template))
  }

  async #sendNow(sent: Template): Promise<void> {
    this.#unanswered = [...this.#unanswered, sent].slice(-2)
    this.#keep()
    const answer = await this.#post.save(this.#base.version, sent, this.#isMerge)
    if (answer.kind === 'saved') {
      this.#base = { version: answer.version, template: sent }
      this.savedAt = answer.savedAt
      this.#unanswered = []
      this.#isMerge = false
      this.#retry = RETRY
      return
    }
    if (answer.kind === 'refused') return this.#refuse(answer.message)
    const theirs = answer.current ?? (await this.#post.newest())
    if (theirs) this.#join(theirs)
  }

  async #work(step: () => Promise<void>): Promise<void> {
    this.#isBusy = true
    try {
      await step()
      this.#isBusy = false
      this.#goAhead()
    } catch (error) {
      this.#isBusy = false
      this.#fail(error)
    }
  }

  #goAhead(): void {
    if (this.conflict) this.state = 'conflict'
    if (this.conflict || this.state === 'refused') return
    if (!this.isUnsent) this.#settle()
    else {
      this.state = 'waiting'
      this.#keep() // with what the server has by now as its base
      this.#schedule()
    }
    if (this.#newest > this.#base.version) void this.hear(this.#newest)
  }

  #fail(error: unknown): void {
    if (!(error instanceof OfflineError)) return this.#refuse(error instanceof Error ? error.message : String(error))
    this.state = 'offline'
    if (this.#isStopped) return
    this.#schedule(this.#retry)
    this.#retry = Math.min(this.#retry * 2, MOST_RETRY)
  }

  #refuse(message: string): void {
    this.state = 'refused'
    this.fault = message
  }

  #settle(): void {
    this.state = 'saved'
    this.fault = ''
    this.#shelve(null)
  }

  #join(theirs: ServerDraft, answers: ReadonlyMap<string, Side> = new Map()): void {
    if (this.#isStopped) return // the work is kept; the next visit asks
    const mine = this.#editor.template
    const isOwn = this.#unanswered.some((sent) => isSame(sent, theirs.template))
    const base = isOwn ? theirs.template : this.#base.template
    const { template, conflicts } = merge3(base, mine, theirs.template, answers)
    if (conflicts.some(({ id }) => !answers.has(id))) {
      this.conflict = { theirs, mine, conflicts }
      return
    }
    this.#base = { version: theirs.version, template: theirs.template }
    this.#isMerge = !isOwn && !isSame(template, theirs.template)
    this.#newest = Math.max(this.#newest, theirs.version)
    const places = changedPlaces(mine, template)
    this.#editor.take(template, (state) => merge3(mine, state, template).template)
    if (places) this.#tell(`${theirs.by}の変更を取り込みました（${places} か所）。`)
  }

  #keep(): void {
    const { version, template: base } = this.#base
    this.#shelve({ template: this.#editor.template, base, version, unanswered: this.#unanswered, keptAt: new Date().toISOString() })
  }

  /** Keep or forget; only the latest wish counts, and one is under way at a time. */
  #shelve(kept: Kept | null): void {
    const isIdle = this.#toShelve === undefined
    this.#toShelve = kept
    if (!isIdle) return
    this.#shelved = this.#shelved.then(async () => {
      if (this.#toShelve) await new Promise((done) => setTimeout(done, SHELVING))
      const wish = this.#toShelve
      this.#toShelve = undefined
      await (wish ? this.#shelf.keep(wish) : this.#shelf.forget())
    })
  }
}
