// What a layer adds to a frame.

export interface DrawCommands {
  /** Copies that must precede the pass, if any. */
  readonly upload?: (encoder: GPUCommandEncoder) => void;
  readonly draw: (pass: GPURenderPassEncoder) => void;
}
