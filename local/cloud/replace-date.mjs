// Puts another clock behind `Date` in this thread, for code that knows no other.

/** @param {() => number} now epoch milliseconds */
export function replaceDate(now) {
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...parts) {
      if (parts.length === 0) super(Math.floor(now()));
      else super(...parts);
    }

    static now() {
      return Math.floor(now());
    }
  };
}
