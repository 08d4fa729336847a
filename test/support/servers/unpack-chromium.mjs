// Unpacks the Chromium that npm brought into TMPDIR, with the libraries that a bare system lacks; prints its path.
import chromium from '@sparticuz/chromium';

console.log(await chromium.executablePath());
