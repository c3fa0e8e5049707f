// Clang 14 and 15 write the fused multiply-add of relaxed SIMD with the opcode of an early draft, `fd af 01`. Operands and
// length are those of the final one, `fd 85 02`: f32x4.relaxed_madd.
// Source: WebAssembly core specification, binary format; WebAssembly/relaxed-simd, overview.

const CODE_SECTION = 10;
const DRAFT = 0xaf;
const FINAL = 0x105;

/** What follows an opcode, as far as a module that clang made may have it. */
const ONE_NUMBER = [0x02, 0x03, 0x04, 0x0c, 0x0d, 0x10, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x3f, 0x40, 0x41, 0x42, 0xd0, 0xd2];

/** A place in the bytes of a module, from which it reads on. */
class Reader {
  at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  byte() {
    return this.bytes[this.at++];
  }

  /** A LEB128 number; what is signed or beyond 32 bits is only passed over. */
  number() {
    let value = 0;
    let byte;
    let shift = 0;
    do {
      byte = this.byte();
      value |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte & 0x80);
    return value >>> 0;
  }

  /** @param {number} count */
  numbers(count) {
    for (let i = 0; i < count; ++i) this.number();
  }

  /** Passes over what follows an opcode of one byte. @param {number} opcode */
  operands(opcode) {
    if (ONE_NUMBER.includes(opcode)) this.numbers(1);
    else if (opcode === 0x0e) this.numbers(this.number() + 1); // br_table
    else if (opcode === 0x11) this.numbers(2); // call_indirect
    else if (opcode === 0x1c) this.numbers(this.number()); // select with types
    else if (opcode >= 0x28 && opcode <= 0x3e) this.numbers(2); // memory: alignment, offset
    else if (opcode === 0x43) this.at += 4;
    else if (opcode === 0x44) this.at += 8;
    else if (opcode === 0xfc) this.bulkOperands(this.number());
  }

  /** @param {number} opcode behind 0xfc: memory.init, data.drop, memory.copy, memory.fill, and the same of tables */
  bulkOperands(opcode) {
    this.numbers([0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1][opcode]);
  }

  /** @param {number} opcode behind 0xfd */
  simdOperands(opcode) {
    if (opcode <= 11 || (opcode >= 84 && opcode <= 93)) this.numbers(2); // memory
    if (opcode === 12 || opcode === 13) this.at += 16; // a constant, a shuffle
    if ((opcode >= 21 && opcode <= 34) || (opcode >= 84 && opcode <= 91)) ++this.at; // a lane
  }
}

/**
 * Replaces the draft's opcodes in a module by the final ones.
 * @param {Uint8Array} module as the linker wrote it; newer compilers' is left as it is
 * @returns {Uint8Array} a copy
 * @throws {Error} at an instruction that this does not know
 */
export function withFinalOpcodes(module) {
  const bytes = Uint8Array.from(module);
  const reader = new Reader(bytes);
  for (reader.at = 8; reader.at < bytes.length; ) {
    const section = reader.byte();
    const end = reader.number() + reader.at;
    if (section === CODE_SECTION) {
      for (let functions = reader.number(); functions > 0; --functions) finishFunction(reader);
    }
    reader.at = end;
  }
  return bytes;
}

/** @param {Reader} reader at the size of a function's body */
function finishFunction(reader) {
  const end = reader.number() + reader.at;
  for (let groups = reader.number(); groups > 0; --groups) reader.numbers(2); // locals: how many, of which type
  while (reader.at < end) {
    const opcode = reader.byte();
    if (opcode !== 0xfd) {
      reader.operands(opcode);
      continue;
    }
    const start = reader.at;
    const simd = reader.number();
    if (simd === DRAFT) {
      reader.bytes.set([(FINAL & 0x7f) | 0x80, FINAL >> 7], start);
    } else {
      reader.simdOperands(simd);
    }
  }
  if (reader.at !== end) throw new Error(`relaxed: expected a function that ends at byte ${end}, got an instruction that ends at ${reader.at}`);
}
