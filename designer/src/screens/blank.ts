/** Templates to begin from: a blank sheet, and a sheet with a picture or PDF behind it. */
import type { Page, SheetSize, Template } from '../template/types'

export const SHEETS: { size: SheetSize & string; words: string; width: number; height: number }[] = [
  { size: 'A4', words: 'A4 縦', width: 210, height: 297 },
  { size: 'A4 landscape', words: 'A4 横', width: 297, height: 210 },
  { size: 'A3', words: 'A3 縦', width: 297, height: 420 },
  { size: 'A3 landscape', words: 'A3 横', width: 420, height: 297 },
  { size: 'A5', words: 'A5 縦', width: 148, height: 210 },
  { size: 'A5 landscape', words: 'A5 横', width: 210, height: 148 },
]

/** How far the size of a scanned or printed page may be from a sheet's to count as that sheet, in mm. */
const NEAR = 4

function page(id: string, name: string, size: SheetSize, more: Partial<Page> = {}): Page {
  return { id, name, size, margin: [10, 10, 10, 10], grid: 1, elements: [], ...more }
}

function template(title: string, pages: readonly Page[]): Template {
  return {
    format: 'form-template',
    version: '1.1',
    id: 'form',
    title,
    print: { duplex: pages.length > 1 ? 'longEdge' : 'none' },
    inputs: [],
    pages,
  }
}

/** White paper, with a back side if wanted. */
export function blankTemplate(title: string, size: SheetSize, hasBack: boolean): Template {
  return template(title, [page('front', '表', size), ...(hasBack ? [page('back', '裏', size)] : [])])
}

/** The standard sheet of a size in mm, or the size itself. */
export function sheetOf(width: number, height: number): SheetSize {
  const near = SHEETS.find((sheet) => Math.abs(sheet.width - width) <= NEAR && Math.abs(sheet.height - height) <= NEAR)
  return near?.size ?? [round(width), round(height)]
}

const round = (mm: number): number => Math.round(mm * 10) / 10

export interface Underlay {
  sha256: string
  widthMm: number
  heightMm: number
}

/** A page for each picture, which lies behind it: on a sheet that is given, as large as it fits. */
export function underlaidTemplate(title: string, underlays: readonly Underlay[], size: SheetSize | null, printed: boolean): Template {
  return template(
    title,
    underlays.map((underlay, index) => {
      const sheet = size ?? sheetOf(underlay.widthMm, underlay.heightMm)
      const background = { asset: underlay.sha256, ...fitted(underlay, sheet), printed: printed ? ('always' as const) : ('never' as const) }
      return page(index ? `page${index + 1}` : 'front', nameOf(index, underlays.length), sheet, { background })
    }),
  )
}

function nameOf(index: number, count: number): string {
  if (count <= 2) return index ? '裏' : '表'
  return `${index + 1}ページ`
}

/** The place in the middle of the sheet where the picture is as large as its shape allows. */
function fitted(underlay: Underlay, sheet: SheetSize): { x: number; y: number; w: number; h: number } {
  const known = SHEETS.find(({ size }) => size === sheet)
  const [width, height] = known ? [known.width, known.height] : (sheet as readonly [number, number])
  const factor = Math.min(width / underlay.widthMm, height / underlay.heightMm)
  const [w, h] = [underlay.widthMm * factor, underlay.heightMm * factor]
  return { x: round((width - w) / 2), y: round((height - h) / 2), w: round(w), h: round(h) }
}
