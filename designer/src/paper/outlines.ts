/** Outlines of glyphs, fetched once from addresses that never change, and kept. */
import { address } from '../api/configuration'
import type { OutlineSource } from './shapes'

export type GlyphAnswer = { unitsPerEm: number; outlines: Record<string, string> }
type Fetch = (font: string, glyphs: readonly number[]) => Promise<GlyphAnswer>

const MOST_IN_A_REQUEST = 400
const RETRY_AFTER = 5_000

interface Font {
  unitsPerEm: number
  outlines: Map<number, string>
}

async function fetchGlyphs(font: string, glyphs: readonly number[]): Promise<GlyphAnswer> {
  const answer = await fetch(address(`/glyphs/${font}/${glyphs.join(',')}`))
  if (!answer.ok) throw new Error(`glyphs: ${answer.status}`)
  return (await answer.json()) as GlyphAnswer
}

export class Outlines implements OutlineSource {
  readonly #fetch: Fetch
  readonly #fonts = new Map<string, Font>()
  readonly #wanted = new Map<string, Set<number>>()
  readonly #underWay = new Set<string>()
  readonly #listeners = new Set<() => void>()
  #isDue = false

  constructor(fetch: Fetch = fetchGlyphs) {
    this.#fetch = fetch
  }

  unitsPerEm(font: string): number | undefined {
    return this.#fonts.get(font)?.unitsPerEm
  }

  outline(font: string, glyph: number): string | undefined {
    return this.#fonts.get(font)?.outlines.get(glyph)
  }

  /** Call back whenever outlines have come; gives the function that ends it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Ask for what is missing; what is asked for in one go is fetched in one request a font. */
  want(needed: ReadonlyMap<string, ReadonlySet<number>>): void {
    for (const [font, glyphs] of needed)
      for (const glyph of glyphs) {
        if (this.outline(font, glyph) !== undefined || this.#underWay.has(`${font}/${glyph}`)) continue
        this.#wanted.set(font, (this.#wanted.get(font) ?? new Set()).add(glyph))
      }
    if (this.#isDue || this.#wanted.size === 0) return
    this.#isDue = true
    queueMicrotask(() => this.#send())
  }

  #send(): void {
    this.#isDue = false
    for (const [font, glyphs] of this.#wanted) {
      // In order, so that the same set has the same address and the browser has it kept.
      const ids = [...glyphs].sort((one, other) => one - other)
      for (let start = 0; start < ids.length; start += MOST_IN_A_REQUEST) void this.#load(font, ids.slice(start, start + MOST_IN_A_REQUEST))
    }
    this.#wanted.clear()
  }

  async #load(font: string, glyphs: readonly number[]): Promise<void> {
    for (const glyph of glyphs) this.#underWay.add(`${font}/${glyph}`)
    let isThere = true
    try {
      const answer = await this.#fetch(font, glyphs)
      const kept = this.#fonts.get(font) ?? { unitsPerEm: answer.unitsPerEm, outlines: new Map() }
      for (const [glyph, outline] of Object.entries(answer.outlines)) kept.outlines.set(Number(glyph), outline)
      this.#fonts.set(font, kept)
    } catch {
      isThere = false // whoever still waits asks again
    } finally {
      for (const glyph of glyphs) this.#underWay.delete(`${font}/${glyph}`)
    }
    if (isThere) this.#tell()
    else setTimeout(() => this.#tell(), RETRY_AFTER)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** Those of this page: every paper on the screen shares them. */
export const outlines = new Outlines()
