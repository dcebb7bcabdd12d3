import ArgumentParser
@main struct JTAM: ParsableCommand {}
