/**
 * Keeps an SVG group like the blocks of a page: a block that did not change keeps its nodes.
 *
 * A block is painted when its outlines are there; until then what it showed before stays.
 */
import type { Block, DisplayItem } from '../editor/layout.svelte'
import type { Outlines } from './outlines'
import { neededGlyphs, shapesOf, spoken, type Shape } from './shapes'

const SVG = 'http://www.w3.org/2000/svg'

/** How far a block stands from where it was laid out; null hides it. */
export type Shift = { x: number; y: number } | null
const NO_SHIFT = { x: 0, y: 0 }

interface Painted {
  node: SVGGElement
  block: Block
  isWaiting: boolean
  shift: string
}

export class Painter {
  readonly #root: SVGGElement
  readonly #outlines: Outlines
  readonly #picture: (asset: string) => Promise<string>
  readonly #painted = new Map<string, Painted>()
  readonly #stop: () => void

  constructor(root: SVGGElement, outlines: Outlines, picture: (asset: string) => Promise<string>) {
    this.#root = root
    this.#outlines = outlines
    this.#picture = picture
    this.#stop = outlines.listen(() => this.#paintWaiting())
  }

  close(): void {
    this.#stop()
    this.#root.replaceChildren()
    this.#painted.clear()
  }

  /** The nodes of blocks, for whoever lifts them off the paper. */
  nodes(keys: (key: string) => boolean): SVGGElement[] {
    return [...this.#painted].filter(([key]) => keys(key)).map(([, { node }]) => node)
  }

  /** Show these blocks, in this order. */
  show(blocks: readonly Block[], shiftOf: (key: string) => Shift = () => NO_SHIFT): void {
    const here = new Set(blocks.map((block) => block.element))
    for (const [key, { node }] of this.#painted)
      if (!here.has(key)) {
        node.remove()
        this.#painted.delete(key)
      }
    let next: ChildNode | null = this.#root.firstChild
    for (const block of blocks) {
      const painted = this.#painted.get(block.element) ?? this.#begin(block)
      if (painted.block !== block || painted.isWaiting) this.#paint(painted, block)
      this.#shift(painted, shiftOf(block.element))
      if (painted.node === next) next = next.nextSibling
      else this.#root.insertBefore(painted.node, next)
    }
  }

  #begin(block: Block): Painted {
    const node = document.createElementNS(SVG, 'g')
    node.dataset['block'] = block.element
    const painted = { node, block, isWaiting: true, shift: '' }
    this.#painted.set(block.element, painted)
    return painted
  }

  #paint(painted: Painted, block: Block): void {
    painted.block = block
    const shapes = this.#shapes(block.items)
    painted.isWaiting = shapes === null
    if (!shapes) return this.#outlines.want(neededGlyphs(block.items))
    painted.node.replaceChildren(...shapes.map((shape) => this.#node(shape)))
    const words = spoken(block.items)
    if (words) {
      painted.node.setAttribute('role', 'img')
      painted.node.setAttribute('aria-label', words)
    } else {
      painted.node.removeAttribute('role')
      painted.node.removeAttribute('aria-label')
    }
  }

  #shapes(items: readonly DisplayItem[]): Shape[] | null {
    const shapes: Shape[] = []
    for (const item of items) {
      const made = shapesOf(item, this.#outlines)
      if (!made) return null
      shapes.push(...made)
    }
    return shapes
  }

  #node({ tag, attributes }: Shape): SVGElement {
    const node = document.createElementNS(SVG, tag)
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
    const asset = attributes['data-asset']
    if (asset) this.#picture(asset).then((href) => node.setAttribute('href', href), () => undefined)
    return node
  }

  #shift(painted: Painted, shift: Shift): void {
    const wanted = shift ? (shift.x || shift.y ? `translate(${shift.x} ${shift.y})` : '') : 'none'
    if (wanted === painted.shift) return
    painted.shift = wanted
    const { node } = painted
    if (wanted === 'none') node.setAttribute('display', 'none')
    else node.removeAttribute('display')
    if (wanted && wanted !== 'none') node.setAttribute('transform', wanted)
    else node.removeAttribute('transform')
  }

  #paintWaiting(): void {
    for (const painted of this.#painted.values()) if (painted.isWaiting) this.#paint(painted, painted.block)
  }
}
