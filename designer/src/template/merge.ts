/**
 * Joins what two officials did to the same form: a three-way merge by page, element, property, order
 * and input.
 *
 * What only one of them touched is taken as it is. What both touched differently is a `Conflict`;
 * the caller asks, and merges again with the answers. Nothing here knows any kind of field.
 */
import { mapped } from './edits/elements'
import { isSame } from './keys'
import type { Element, Template } from './types'

export type Side = 'mine' | 'theirs'

export interface Conflict {
  id: string // stable: the key of the answer
  kind: 'changed' | 'removedByMe' | 'removedByThem' | 'order'
  /** Where: page, element, input as far as they are known, and the property. */
  place: Place
  base: unknown
  mine: unknown
  theirs: unknown
}

export interface Place {
  page?: string
  element?: string
  input?: string
  property: string
}

export interface Merged {
  template: Template
  conflicts: readonly Conflict[]
}

type Keyed = Readonly<Record<string, unknown>>

/** Lists whose entries have a name of their own, and what it is called. */
const KEYS: Record<string, string> = { pages: 'id', elements: 'id', layers: 'id', inputs: 'key' }
/** Objects whose properties mean something apart from each other; all others are one thing. */
const OPEN = new Set(['print', 'style', 'guides'])
/** Together they say where an element is; of two places one is taken whole. */
const PLACE = ['x', 'y', 'w', 'h']

class Merge {
  readonly conflicts: Conflict[] = []
  readonly #answers: ReadonlyMap<string, Side>

  constructor(answers: ReadonlyMap<string, Side>) {
    this.#answers = answers
  }

  /** One object of three: property by property. */
  object(base: Keyed, mine: Keyed, theirs: Keyed, place: Place): Keyed {
    if (isSame(base, theirs) || isSame(mine, theirs)) return mine
    if (isSame(base, mine)) return theirs
    const made: Record<string, unknown> = {}
    for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
      const value = this.#property(key, base[key], mine[key], theirs[key], place)
      if (value !== undefined) made[key] = value
    }
    return this.#wholePlace(made, base, mine, theirs, place)
  }

  #property(key: string, base: unknown, mine: unknown, theirs: unknown, place: Place): unknown {
    if (isSame(base, theirs) || isSame(mine, theirs)) return mine
    if (isSame(base, mine)) return theirs
    if (KEYS[key] && isList(mine) && isList(theirs)) return this.list(key, isList(base) ? base : [], mine, theirs, place)
    if (OPEN.has(key) && isObject(mine) && isObject(theirs))
      return this.object(isObject(base) ? base : {}, mine, theirs, { ...place, property: `${place.property}${key}.` })
    if (place.property === 'guides.' && isArray(mine) && isArray(theirs)) return joined(isArray(base) ? base : [], mine, theirs)
    if (PLACE.includes(key) && place.element) return mine // decided in whole, by wholePlace
    return this.#asked('changed', { ...place, property: `${place.property}${key}` }, base, mine, theirs)
  }

  #wholePlace(made: Record<string, unknown>, base: Keyed, mine: Keyed, theirs: Keyed, place: Place): Keyed {
    const crossed = PLACE.some((key) => base[key] !== mine[key] && base[key] !== theirs[key] && mine[key] !== theirs[key])
    if (!place.element || !crossed) return made
    const [from, own, other] = [base, mine, theirs].map((one) => Object.fromEntries(PLACE.map((key) => [key, one[key]])))
    return { ...made, ...(this.#asked('changed', { ...place, property: 'place' }, from, own, other) as Keyed) }
  }

  /** One list of three, entry by entry, in an order that keeps what each of the two ordered. */
  list(name: string, base: readonly Keyed[], mine: readonly Keyed[], theirs: readonly Keyed[], place: Place): readonly Keyed[] {
    const key = KEYS[name] ?? 'id'
    const [from, own, other] = [base, mine, theirs].map((list) => new Map(list.map((entry) => [String(entry[key]), entry])))
    if (!from || !own || !other) return mine
    const kept = new Map<string, Keyed>()
    for (const id of this.#order(name, [...from.keys()], [...own.keys()], [...other.keys()], place)) {
      const entry = this.#entry(placeOf(name, id, place), from.get(id), own.get(id), other.get(id))
      if (entry) kept.set(id, entry)
    }
    return [...kept.values()]
  }

  #entry(place: Place, base: Keyed | undefined, mine: Keyed | undefined, theirs: Keyed | undefined): Keyed | undefined {
    if (mine && theirs) return this.object(base ?? {}, mine, theirs, place)
    if (!base) return mine ?? theirs
    if (mine) return isSame(base, mine) ? undefined : this.#asked('removedByThem', place, base, mine, undefined)
    if (theirs) return isSame(base, theirs) ? undefined : this.#asked('removedByMe', place, base, undefined, theirs)
    return undefined
  }

  #order(name: string, base: readonly string[], mine: readonly string[], theirs: readonly string[], place: Place): readonly string[] {
    const common = base.filter((id) => mine.includes(id) && theirs.includes(id))
    const [own, other] = [mine, theirs].map((list) => list.filter((id) => common.includes(id)))
    if (isSame(own, common)) return woven(theirs, mine)
    if (isSame(other, common) || isSame(own, other)) return woven(mine, theirs)
    const chosen = this.#asked('order', { ...place, property: name }, common, own, other)
    return chosen === other ? woven(theirs, mine) : woven(mine, theirs)
  }

  #asked<Value>(kind: Conflict['kind'], place: Place, base: unknown, mine: Value, theirs: Value): Value {
    const id = [kind, place.page, place.element, place.input, place.property].join('|')
    this.conflicts.push({ id, kind, place, base, mine, theirs })
    return this.#answers.get(id) === 'theirs' ? theirs : mine
  }
}

const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const isObject = (value: unknown): value is Keyed => typeof value === 'object' && value !== null && !isArray(value)
const isList = (value: unknown): value is readonly Keyed[] => isArray(value) && value.every(isObject)

function placeOf(name: string, id: string, place: Place): Place {
  if (name === 'pages') return { page: id, property: '' }
  if (name === 'elements') return { ...place, element: id, property: '' }
  if (name === 'inputs') return { input: id, property: '' }
  return { ...place, property: `${name}.${id}.` }
}

/** Plain values of which each may have added and taken away some. */
function joined(base: readonly unknown[], mine: readonly unknown[], theirs: readonly unknown[]): readonly unknown[] {
  const gone = new Set(base.filter((value) => !mine.includes(value) || !theirs.includes(value)))
  return [...new Set([...mine, ...theirs])].filter((value) => !gone.has(value))
}

/** All of the first list in its order, with what only the second has behind what it stands behind there. */
function woven(first: readonly string[], second: readonly string[]): readonly string[] {
  const made = [...first]
  second.forEach((id, index) => {
    if (made.includes(id)) return
    const before = second.slice(0, index).findLast((other) => made.includes(other))
    made.splice(before === undefined ? 0 : made.indexOf(before) + 1, 0, id)
  })
  return made
}

/** New entries of mine that by chance have the name of a new one of theirs get names of their own. */
function renamed(base: Template, mine: Template, theirs: Template): Template {
  const [from, own, other] = [base, mine, theirs].map(entriesById)
  const taken = new Set([...(own?.keys() ?? []), ...(other?.keys() ?? [])])
  const names = new Map<string, string>()
  for (const [id, entry] of own ?? []) {
    const twin = other?.get(id)
    if (!twin || from?.has(id) || isSame(entry, twin)) continue
    const name = free(id, taken)
    taken.add(name)
    names.set(id, name)
  }
  return names.size ? withNames(mine, names) : mine
}

function free(id: string, taken: ReadonlySet<string>): string {
  const stem = id.replace(/\d+$/, '')
  let number = 2
  while (taken.has(`${stem}${number}`)) number++
  return `${stem}${number}`
}

function entriesById(template: Template): Map<string, unknown> {
  const pages = template.pages.map((page) => [page.id, page] as const)
  const elements = template.pages.flatMap((page) =>
    page.elements.flatMap((element) => [element, ...(element.elements ?? [])].map((one) => [one.id, one] as const)),
  )
  return new Map<string, unknown>([...pages, ...elements])
}

function withNames(template: Template, names: ReadonlyMap<string, string>): Template {
  const named = <Entry extends { id: string }>(entry: Entry): Entry => ({ ...entry, id: names.get(entry.id) ?? entry.id })
  return {
    ...template,
    pages: template.pages.map((page) => ({
      ...named(page),
      elements: page.elements.map((element) => ({
        ...named(element),
        ...(element.elements ? { elements: element.elements.map(named) } : {}),
      })),
    })),
  }
}

/** An element may have been moved to a page or into a row, or its layer taken away, by the other. */
function mended(template: Template): Template {
  const seen = new Set<string>()
  const pages = template.pages.map((page) => {
    const layers = new Set(page.layers?.map(({ id }) => id))
    const own = (element: Element): Element => {
      const id = seen.has(element.id) ? free(element.id, seen) : element.id
      seen.add(id)
      return id === element.id ? element : { ...element, id }
    }
    const elements = page.elements.map((element) => {
      const { layer, ...bare } = element
      const sound = own(layer !== undefined && !layers.has(layer) ? (bare as Element) : element)
      const children = sound.elements && mapped(sound.elements, own)
      return children === sound.elements ? sound : ({ ...sound, elements: children } as Element)
    })
    return isSame(elements, page.elements) ? page : { ...page, elements }
  })
  return pages.every((page, index) => page === template.pages[index]) ? template : { ...template, pages }
}

/**
 * Join mine and theirs, both made from `base`. An answer is by the conflict's `id`; without one,
 * mine stands in the template that is given.
 */
export function merge3(base: Template, mine: Template, theirs: Template, answers: ReadonlyMap<string, Side> = new Map()): Merged {
  const merge = new Merge(answers)
  const made = merge.object(base, renamed(base, mine, theirs), theirs, { property: '' })
  return { template: mended(made as Template), conflicts: merge.conflicts }
}
