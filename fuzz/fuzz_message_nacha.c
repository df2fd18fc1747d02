/* Payment messages: NACHA files. */
#include "fuzz_message.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    open_screener();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char header[96];
    memset(header, ' ', sizeof header);
    memcpy(header, "101", 3);
    header[94] = '\n';
    header[95] = '\0';
    check_behind(header, data, size);
    return 0;
}
