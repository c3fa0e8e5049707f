/** A Blob that notes what is read of it, its slices too. */
export class WatchedBlob extends Blob {
  /** @type {number[]} bytes of each read */
  reads = [];
  name = '';

  /** @param {string} name of the file @param {BlobPart[]} parts @returns {WatchedBlob} */
  static named(name, parts) {
    return Object.assign(new WatchedBlob(parts), { name });
  }

  /** @param {number} [start] @param {number} [end] */
  slice(start, end) {
    const part = new WatchedBlob([super.slice(start, end)]);
    part.reads = this.reads;
    return part;
  }

  async arrayBuffer() {
    this.reads.push(this.size);
    return super.arrayBuffer();
  }
}
