static int notes;
static void really(int n) { notes += n; }
void note(int n) { really(n); }
