/* SPDX-License-Identifier: Apache-2.0 */
/*
 * frame.h - what stands around every answer: headers that keep browsers safe.
 */
#ifndef SL_WEB_FRAME_H
#define SL_WEB_FRAME_H

#include "web/response.h"

/*
 * Headers of every answer: nothing but what comes from this site runs, is shown or is sent to;
 * nobody frames it, keeps it or learns from where somebody came.
 */
extern const struct sl_response_header sl_frame_headers[];
extern const size_t sl_frame_header_count;

/* What is said of keeping: pages are never kept, and what is_kept is for ever. */
const char *sl_frame_cache_control(const struct sl_response *response);

#endif
