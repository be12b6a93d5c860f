/**
 * The template of a form as the API gives it (schema/form_template.schema.json), always in its
 * newest version. Values are never changed in place: an edit makes new objects, so that undo is
 * exact and cheap. Lengths are millimetres from the page's top left corner, fonts are in points.
 */
export interface Template {
  format: 'form-template'
  version: string
  id: string
  title: string
  print?: PrintSettings
  consent?: string
  inputs?: readonly Input[]
  pages: readonly Page[]
  [key: string]: unknown
}

export interface PrintSettings {
  duplex?: 'none' | 'longEdge' | 'shortEdge'
  copies?: number
  tray?: string
  prePrinted?: boolean
  [key: string]: unknown
}

export type SheetSize = 'A3' | 'A3 landscape' | 'A4' | 'A4 landscape' | 'A5' | 'A5 landscape' | readonly [number, number]

export interface Page {
  id: string
  name?: string
  size: SheetSize
  margin?: readonly number[]
  grid?: number
  guides?: { x?: readonly number[]; y?: readonly number[] }
  layers?: readonly Layer[]
  background?: Background
  elements: readonly Element[]
  [key: string]: unknown
}

export interface Layer {
  id: string
  name: string
  hidden?: boolean
  locked?: boolean
}

export interface Background {
  asset: string
  x: number
  y: number
  w: number
  h: number
  printed?: 'never' | 'always'
}

export interface Element {
  id: string
  kind: string
  x: number
  y: number
  w: number
  h: number
  name?: string
  bind?: { field: string; format?: string; [key: string]: unknown }
  when?: Condition
  style?: Readonly<Record<string, unknown>>
  locked?: boolean
  printed?: boolean
  group?: string
  layer?: string
  note?: string
  elements?: readonly Element[] // of a repeated row: placed from the row's own corner
  [key: string]: unknown
}

export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  | { field: string; op: Comparison; value?: unknown }

export type Comparison = 'eq' | 'ne' | 'in' | 'filled' | 'empty' | 'lt' | 'le' | 'gt' | 'ge'

export interface Input {
  key: string
  label: string
  type: string
  choices?: readonly { value: string; label: string }[]
  prefill?: string
  required?: boolean | Condition
  when?: Condition
  help?: string
  validate?: readonly { rule: string; value?: string | number; message?: string }[]
  [key: string]: unknown
}

const SHEETS: Record<string, readonly [number, number]> = { A3: [297, 420], A4: [210, 297], A5: [148, 210] }

/** Width and height of a page in millimetres. */
export function sizeOf(page: Page): readonly [number, number] {
  const { size } = page
  if (typeof size !== 'string') return size
  const [name = '', turned] = size.split(' ')
  const [width, height] = SHEETS[name] ?? [210, 297]
  return turned ? [height, width] : [width, height]
}
