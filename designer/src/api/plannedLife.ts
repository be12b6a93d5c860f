/** What is not in the schema yet. */
import type { Operation } from './operations'

export interface PrinterOffset {
  printer: string
  tray: string
}

export const printerOffsetsQuery: Operation<{ printerOffsets: PrinterOffset[] | null }, Record<string, never>> = `query PrinterOffsets {
  printerOffsets { printer tray }
}`
