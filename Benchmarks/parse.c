/* Parses each file with libjansson, one after the other: what repllint's time is held against. */
#include <jansson.h>
#include <stdio.h>

int main(int argc, char **argv) {
  int status = argc < 2;
  if (argc < 2) fprintf(stderr, "parse: no file\n");
  for (int index = 1; index < argc; index++) {
    json_error_t error;
    json_t *root = json_load_file(argv[index], JSON_DECODE_ANY, &error);
    if (!root) {
      fprintf(stderr, "parse: %s: %s\n", argv[index], error.text);
      status = 1;
    }
    json_decref(root);
  }
  return status;
}
