/* SPDX-License-Identifier: Apache-2.0 */
#include "web/frame.h"

/* clang-format off */
const struct sl_response_header sl_frame_headers[] = {
    { "content-security-policy",
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
      "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'" },
    { "x-content-type-options", "nosniff" },
    { "x-frame-options", "DENY" },
    { "referrer-policy", "no-referrer" },
    { "permissions-policy",
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
      "magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
      "publickey-credentials-get=(self), publickey-credentials-create=(self)" },
    { "cross-origin-opener-policy", "same-origin" },
    { "cross-origin-resource-policy", "same-origin" },
    { "cross-origin-embedder-policy", "require-corp" },
};
/* clang-format on */

const size_t sl_frame_header_count = sizeof sl_frame_headers / sizeof sl_frame_headers[0];

const char *sl_frame_cache_control(const struct sl_response *response)
{
    return response->is_kept ? "public, max-age=31536000, immutable" : "no-store";
}
