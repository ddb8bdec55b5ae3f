import Testing

/// What is played on stand-ins for Apple's frameworks, of which a process has one each: one test after the other.
///
/// They show that we call what we mean to, not that Apple's do as the stand-ins.
@Suite(.serialized) struct OneApp {}
