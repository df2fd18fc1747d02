/* Private to os: packing what an output is given. */
#ifndef INTERDICT_OS_STREAM_H
#define INTERDICT_OS_STREAM_H

#include <interdict/os.h>

/** `packing`: gzip or zstd. IX_E_MEMORY. */
ix_status packer_open(ix_packer **out, ix_packing packing, ix_error *error);
void packer_close(ix_packer *packer);
/** Append to `out` what is packed of the bytes so far; with `end` all, and nothing may follow. No
 *  more than 4 GiB at once. Failure shows in out->status. */
void packer_pack(ix_packer *packer, ix_buf *out, ix_str bytes, bool end);

#endif
