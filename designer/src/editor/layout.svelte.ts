/**
 * What the backend laid out of the template on the screen: blocks of display items by page.
 *
 * Every edit asks for a new layout; while one is under way, later edits wait and go together. Only
 * blocks that changed are sent (`known`).
 */
import { layOutFormQuery, type LayOutFormResult } from '../api/operations'
import { FIRST_FAMILY } from '../api/opening'
import { OfflineError, request } from '../api/request'
import { complain } from '../shell/toasts.svelte'
import type { Template } from '../template/types'

export type DisplayItem =
  | { kind: 'glyphs'; x: number; y: number; size: number; font: string; glyphs: number[]; offsets: number[]; text: string; color?: string; vertical?: boolean }
  | { kind: 'line'; points: [number, number][]; width: number; dash?: number[]; color?: string; cap?: string }
  | { kind: 'rect'; x: number; y: number; w: number; h: number; width?: number; dash?: number[]; color?: string; fill?: string; radius?: number }
  | { kind: 'rects'; rects: [number, number, number, number][]; text: string; color?: string }
  | { kind: 'ellipse'; x: number; y: number; w: number; h: number; width: number; color?: string }
  | { kind: 'image'; x: number; y: number; w: number; h: number; hash: string; text: string; source?: string }
  | { kind: 'path'; commands: [string, ...number[]][]; fill?: string; rule?: string; color?: string; width?: number }

export interface Block {
  element: string
  items: DisplayItem[]
}

export interface LaidOutPage {
  page: string
  name: string
  width: number
  height: number
  sheet: number
  blocks: Block[]
}

export type Finding = Made['findings'][number]

type Made = NonNullable<LayOutFormResult['layOutForm']>
type SentPage = Omit<LaidOutPage, 'blocks'> & { blocks: (Block | string)[] }

/** Put the blocks that the server left out, because they did not change, back in their places. */
export function completed(sent: readonly SentPage[], before: readonly LaidOutPage[]): LaidOutPage[] {
  return sent.map((page) => {
    const kept = new Map(
      before.find((old) => old.page === page.page && old.sheet === page.sheet)?.blocks.map((block) => [block.element, block]),
    )
    const blocks = page.blocks.map((block) => (typeof block === 'string' ? kept.get(block) : block))
    return { ...page, blocks: blocks.filter((block) => block !== undefined) }
  })
}

interface Asked {
  template: Template
  family: string
  isBlank: boolean
}

const RETRY = 4_000

export class Layout {
  pages: readonly LaidOutPage[] = $state.raw([])
  findings: readonly Finding[] = $state.raw([])
  isOffline = $state(false)
  /** The template that `pages` shows; an element drawn elsewhere since then is not yet redrawn. */
  shown: Template | null = $state.raw(null)

  #hash: string | null = null
  #isAsking = false
  #wanted: Asked | null = null
  #last: Asked | null = null

  /** Show a layout that came with the template. */
  begin(template: Template, made: Made): void {
    this.#last = { template, family: FIRST_FAMILY, isBlank: false }
    this.#show(template, made)
  }

  /** Ask for the layout of a template; what was asked before and not begun is forgotten. */
  ask(template: Template, family: string, isBlank: boolean): void {
    const last = this.#last
    if (last?.template === template && last.family === family && last.isBlank === isBlank) return
    this.#last = this.#wanted = { template, family, isBlank }
    void this.#work()
  }

  async #work(): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    try {
      while (this.#wanted) {
        const asked = this.#wanted
        this.#wanted = null
        await this.#fetch(asked)
      }
    } finally {
      this.#isAsking = false
    }
  }

  async #fetch(asked: Asked): Promise<void> {
    const { template, family, isBlank } = asked
    try {
      const input = { template, family, isBlank, known: this.#hash }
      const { layOutForm: made } = await request(layOutFormQuery, { input })
      if (!made) return // told as an error of the answer
      this.#show(template, made)
      this.isOffline = false
    } catch (error) {
      this.isOffline = error instanceof OfflineError
      if (!this.isOffline) return complain(error)
      // It is laid out when the network is back, unless something newer was asked for since.
      setTimeout(() => {
        if (this.#last !== asked) return
        this.#wanted = asked
        void this.#work()
      }, RETRY)
    }
  }

  #show(template: Template, made: Made): void {
    this.pages = completed(made.pages as SentPage[], this.pages)
    this.findings = made.findings
    this.#hash = made.hash
    this.shown = template
  }
}
