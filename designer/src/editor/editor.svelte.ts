/**
 * The form on the screen: its template, what is selected, and every edit with its undo.
 *
 * Canvas and panels change the form through `apply` alone. An edit is a pure function from template
 * to template; going back puts the very same object in place again.
 */
import { FIRST_FAMILY } from '../api/opening'
import type { Element, Page, Template } from '../template/types'
import { Layout } from './layout.svelte'

export type Edit = (template: Template) => Template

interface Step {
  label: string // in the official's words: «移動», «文字の大きさ»
  before: Template
  after: Template
  selection: ReadonlySet<string>
  pageId: string
  merge: string
}

const MOST_STEPS = 500

export class Editor {
  readonly formId: string
  readonly layout = new Layout()

  template: Template = $state.raw() as Template
  selection: ReadonlySet<string> = $state.raw(new Set())
  pageId = $state('')
  family = $state(FIRST_FAMILY)
  isBlank = $state(false)
  mayEdit = $state(true)

  #done: Step[] = $state.raw([])
  #undone: Step[] = $state.raw([])

  readonly page: Page = $derived(this.template.pages.find((page) => page.id === this.pageId) ?? (this.template.pages[0] as Page))
  readonly selected: readonly Element[] = $derived(allElements(this.page).filter((element) => this.selection.has(element.id)))
  readonly canUndo = $derived(this.#done.length > 0)
  readonly canRedo = $derived(this.#undone.length > 0)
  /** What the next undo and redo would take back or do again, in words. */
  readonly undoLabel = $derived(this.#done.at(-1)?.label ?? '')
  readonly redoLabel = $derived(this.#undone.at(-1)?.label ?? '')

  constructor(formId: string, template: Template) {
    this.formId = formId
    this.template = template
    this.pageId = template.pages[0]?.id ?? ''
  }

  /**
   * Change the form. Edits with the same `merge` that follow each other (typing, nudging, dragging a
   * slider) are one step of undo, until `settle` is called or another edit comes between.
   */
  apply(label: string, edit: Edit, merge = ''): void {
    if (!this.mayEdit) return
    const before = this.template
    const after = edit(before)
    if (after === before) return
    this.template = after
    this.#undone = []
    const last = this.#done.at(-1)
    if (last && merge && last.merge === merge) this.#done = [...this.#done.slice(0, -1), { ...last, after }]
    else this.#done = [...this.#done.slice(-MOST_STEPS), { label, before, after, selection: this.selection, pageId: this.pageId, merge }]
  }

  /** End the running step: the next edit is one of its own. */
  settle(): void {
    const last = this.#done.at(-1)
    if (last?.merge) this.#done = [...this.#done.slice(0, -1), { ...last, merge: '' }]
  }

  undo(): void {
    const step = this.#done.at(-1)
    if (!step || !this.mayEdit) return
    this.#done = this.#done.slice(0, -1)
    this.#undone = [...this.#undone, step]
    this.#show(step.before, step)
  }

  redo(): void {
    const step = this.#undone.at(-1)
    if (!step || !this.mayEdit) return
    this.#undone = this.#undone.slice(0, -1)
    this.#done = [...this.#done, step]
    this.#show(step.after, step)
  }

  /** Take a template from elsewhere (another official's save, a restored state); undo starts anew. */
  replace(template: Template): void {
    this.#done = []
    this.#undone = []
    this.template = template
    this.#keepSelection()
  }

  /**
   * Take in what another official did. `into` brings it into any earlier state of this form, so that
   * undo takes back one's own edits alone.
   */
  take(template: Template, into: Edit): void {
    const joined = (step: Step): Step => ({ ...step, before: into(step.before), after: into(step.after), merge: '' })
    this.#done = this.#done.map(joined)
    this.#undone = this.#undone.map(joined)
    this.template = template
    this.#keepSelection()
  }

  select(ids: Iterable<string>): void {
    this.selection = new Set(ids)
  }

  /** Go to a page; the selection belongs to a page. */
  openPage(pageId: string): void {
    if (pageId === this.pageId) return
    this.pageId = pageId
    this.selection = new Set()
  }

  #show(template: Template, step: Step): void {
    this.template = template
    this.pageId = template.pages.some((page) => page.id === step.pageId) ? step.pageId : (template.pages[0]?.id ?? '')
    this.selection = step.selection
    this.#keepSelection()
  }

  #keepSelection(): void {
    if (!this.template.pages.some((page) => page.id === this.pageId)) this.pageId = this.template.pages[0]?.id ?? ''
    const here = new Set(allElements(this.page).map((element) => element.id))
    this.selection = new Set([...this.selection].filter((id) => here.has(id)))
  }
}

/** The elements of a page, those inside repeated rows too. */
export function allElements(page: Page): Element[] {
  return page.elements.flatMap((element) => [element, ...(element.elements ?? [])])
}
