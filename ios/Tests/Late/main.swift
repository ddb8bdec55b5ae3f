// An app that starts Sordino only after its launch and registers then: nobody there can know that the launch is over.

import BackgroundTasks
import Foundation

@testable import Sordino

BGTaskScheduler.shared.permit([SordinoSDK.backgroundTask])
BGTaskScheduler.shared.endLaunch()
let info: [String: Any] = [
    "BGTaskSchedulerPermittedIdentifiers": [SordinoSDK.backgroundTask], "UIBackgroundModes": ["processing"],
]
print(BackgroundUploads.register(info) { false })
