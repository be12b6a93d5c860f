/** Addresses of a form's papers. */
import type { FormLife } from '../api/formReads'

const folderOf = (life: Pick<FormLife, 'thumbnailPath'>): string => life.thumbnailPath.replace(/[^/]*$/, '')

export interface TestPrint {
  family: string
  hasScale: boolean
  hasUnderlay: boolean
  printer: string
  tray: string
}

/** The draft as it would be printed, with a scale to measure on the paper. */
export function testPrintPath(life: Pick<FormLife, 'thumbnailPath'>, print: TestPrint): string {
  const asked = new URLSearchParams({
    version: 'draft',
    family: print.family,
    scale: print.hasScale ? '1' : '0',
    ...(print.hasUnderlay ? { underlay: '1' } : {}),
    ...(print.printer ? { printer: print.printer, tray: print.tray } : {}),
  })
  return `${folderOf(life)}test.pdf?${asked}`
}

/** Old and new side by side, for each sample family. */
export const regressionPath = (life: Pick<FormLife, 'thumbnailPath'>): string => `${folderOf(life)}regression.pdf`
